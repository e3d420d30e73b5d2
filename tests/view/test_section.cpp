// Looking inside: planes through the spine, and what lies under the mouse.

#include <vtkCellArray.h>
#include <vtkPolygon.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "bent_spine.hpp"
#include "study/implant_list.hpp"
#include "view/spine_actors.hpp"

namespace {

using namespace spondyl;
using Eigen::Vector2d;
using Eigen::Vector3d;

/// Of trilinear elements, by the rule that is exact for them, mm^3.
double volume(const spine::SpineMesh& mesh, std::span<const spine::Tissue> tissues, int part) {
  constexpr int corner[8][3] = {{-1, -1, -1}, {1, -1, -1}, {1, 1, -1}, {-1, 1, -1},
                                {-1, -1, 1},  {1, -1, 1},  {1, 1, 1},  {-1, 1, 1}};
  double sum = 0;
  for (std::size_t e = 0; e < mesh.tags.size(); ++e) {
    if (mesh.tags[e].part != part || std::find(tissues.begin(), tissues.end(), mesh.tags[e].tissue) == tissues.end())
      continue;
    for (const auto& point : corner) {
      Eigen::Matrix3d jacobian = Eigen::Matrix3d::Zero();
      for (int a = 0; a < 8; ++a) {
        Vector3d slope;
        for (int i = 0; i < 3; ++i) {
          slope[i] = corner[a][i] / 8.0;
          for (int j = 0; j < 3; ++j)
            slope[i] *= j == i ? 1 : 1 + corner[a][j] * point[j] / std::sqrt(3.0);
        }
        jacobian += mesh.mesh.nodes[static_cast<std::size_t>(mesh.mesh.hexahedra[e][static_cast<std::size_t>(a)])] *
                    slope.transpose();
      }
      sum += jacobian.determinant();
    }
  }
  return sum;
}

double area(vtkPolyData& polygons) {
  double sum = 0;
  vtkIdType n = 0;
  const vtkIdType* points = nullptr;
  for (vtkIdType cell = 0; cell < polygons.GetPolys()->GetNumberOfCells(); ++cell) {
    polygons.GetPolys()->GetCellAtId(cell, n, points);
    double normal[3];
    sum += vtkPolygon::ComputeArea(polygons.GetPoints(), n, points, normal);
  }
  return sum;
}

TEST_CASE("sections through a part, side by side, fill its volume", "[view][verification]") {
  const auto spine =
      spine::make_spine_model(spine::make_specification(test::shipped_parameters(), spine::Resolution::interactive));
  const auto [kind, part, axis] = GENERATE(table<view::SkinKind, int, int>(
      {{view::SkinKind::disc, 3, 0}, {view::SkinKind::disc, 0, 1}, {view::SkinKind::bone, 2, 1}}));
  vtkNew<vtkPlane> plane;
  const Vector3d normal = Vector3d::Unit(axis);
  plane->SetNormal(normal.data());
  view::Section section(spine->mesh, kind, part, plane);
  section.move(spine->model->mesh().nodes);
  constexpr int n = 120;
  constexpr double low = -110, high = 110, step = (high - low) / n;
  double sum = 0;
  for (int k = 0; k < n; ++k) {
    const Vector3d origin = (low + (k + 0.5) * step) * normal;
    plane->SetOrigin(origin.data());
    sum += step * area(*section.polygons());
  }
  const double whole = volume(spine->mesh, view::tissues_of(kind), part);
  CAPTURE(sum, whole);
  CHECK(std::abs(sum / whole - 1) <= 0.02);
}

/// Through the middle of a level as posed.
Vector2d at_level(const view::SpineActors& spine, const view::Aim& aim, int level) {
  return aim.project(spine.level_centers()[static_cast<std::size_t>(level)]);
}

TEST_CASE("under a place of the picture lies what is nearest to the eye there", "[view][unit]") {
  view::SpineActors spine(test::bent_specimen(false));
  view::PictureStyle style;
  style.has_ligaments = false;
  const auto range = spine.measure(style);
  REQUIRE(range);
  spine.dress(style, *range, view::read_color_map(style.color_map));
  const view::Aim front = view::aim_at(view::Viewpoint::anterior), left = view::aim_at(view::Viewpoint::lateral_left);
  for (const auto& [aim, is_front] : {std::pair{front, true}, std::pair{left, false}}) {
    for (int level = 0; level < spine::n_levels; ++level) {
      CAPTURE(level);
      const auto probe = spine.probe(style, aim, at_level(spine, aim, level));
      REQUIRE(probe);
      if (level == 4 && is_front) {  // L5-S1 is inclined: the rim of L5 is in front of it
        CHECK(probe->kind == view::SkinKind::bone);
        CHECK(probe->part == 4);
        continue;
      }
      CHECK(probe->kind == view::SkinKind::disc);
      CHECK(probe->part == level);
      REQUIRE(probe->value);
      CHECK(*probe->value >= range->low);
      CHECK(*probe->value <= range->high);
      // On the outside that is turned to the eye.
      const Vector3d center = spine.level_centers()[static_cast<std::size_t>(level)];
      CHECK((probe->place - center).dot(aim.towards_eye()) > 10);
      CHECK((aim.project(probe->place) - aim.project(center)).norm() <= 1e-4);
    }
  }
  const auto behind = spine.probe(style, view::aim_at(view::Viewpoint::posterior), at_level(spine, left, 2));
  CHECK((!behind || behind->kind == view::SkinKind::bone));
  CHECK_FALSE(spine.probe(style, front, {500, 0}));
}

TEST_CASE("a cut takes away the side towards the eye and shows what lies in the middle", "[view][unit]") {
  view::SpineActors spine(test::bent_specimen(false));
  view::PictureStyle style;
  style.has_ligaments = false;
  style.cut = view::Cut::sagittal;
  const auto range = spine.measure(style);
  REQUIRE(range);
  spine.dress(style, *range, view::read_color_map(style.color_map));
  for (const auto viewpoint : {view::Viewpoint::lateral_left, view::Viewpoint::lateral_right}) {
    const view::Aim aim = view::aim_at(viewpoint);
    spine.cut(style, aim.towards_eye());
    const auto probe = spine.probe(style, aim, at_level(spine, aim, 3));
    REQUIRE(probe);
    CHECK(probe->kind == view::SkinKind::disc);
    CHECK(std::abs(probe->place.y()) <= 1e-6);
  }
  style.cut = view::Cut::axial;
  style.cut_level = spine::Level{1};
  const view::Aim above = view::aim_at(view::Viewpoint::axial);
  spine.cut(style, above.towards_eye());
  const Vector3d center = spine.level_centers()[1];
  const auto probe = spine.probe(style, above, above.project(center));
  REQUIRE(probe);
  CHECK(probe->kind == view::SkinKind::disc);
  CHECK(probe->part == 1);
  CHECK((probe->place - center).norm() <= 1e-4);
}

TEST_CASE("a line of sight meets a round bar on the side that is turned to the eye", "[view][unit]") {
  view::Aim aim;  // along x
  const std::vector<Vector3d> bar{{0, 0, -10}, {0, 0, 0}, {8, 0, 10}};
  const Vector3d eye = aim.towards_eye();
  const auto straight = view::nearest_on_bar(bar, 3, aim, {1.8, -5});
  REQUIRE(straight);
  CHECK((*straight - Vector3d(0, 0, -5)).dot(eye) == Approx(2.4));  // 3, 1.8, 2.4
  const auto oblique = view::nearest_on_bar(bar, 3, aim, {0, 5});
  REQUIRE(oblique);
  CHECK((*oblique - Vector3d(4, 0, 5)).dot(eye) == Approx(3));
  CHECK_FALSE(view::nearest_on_bar(bar, 3, aim, {3.1, -5}));
  CHECK_FALSE(view::nearest_on_bar(bar, 3, aim, {0, 13.1}));
}

TEST_CASE("under a place of the picture an implant says its name and what it carries", "[view][unit]") {
  view::SpineActors spine(test::bent_specimen(true));
  view::PictureStyle style;
  const auto range = spine.measure(style);
  spine.dress(style, *range, view::read_color_map(style.color_map));
  const auto& implants = spine.specimen().spine().implants;
  REQUIRE(implants.rods.size() == 2);
  const view::Aim behind = view::aim_at(view::Viewpoint::posterior);
  for (const spine::RodParts& rod : implants.rods) {
    const auto& beams = rod.beams->elements();
    const Vector3d middle = spine.place(beams[beams.size() / 2].from.center);
    const auto probe = spine.probe(style, behind, behind.project(middle));
    REQUIRE(probe);
    CHECK_FALSE(probe->kind);
    CHECK(probe->name == study::implant_name(rod.spec));
    CHECK((probe->place - middle).dot(behind.towards_eye()) == Approx(0.5 * rod.spec.diameter).epsilon(0.05));
    const std::string text = view::text_of(*probe, view::Field::von_mises);
    CHECK_THAT(text, Catch::StartsWith("Rod L4-L5") && Catch::Contains("Von mises ") && Catch::Contains(" MPa") &&
                         Catch::Contains("Yield factor") && Catch::Contains(" Nm"));
    const bool is_plain = true;
    CHECK_THAT(view::text_of(*probe, view::Field::von_mises, is_plain), !Catch::Contains("MPa"));
  }
  // A ligament says its name; a click means the disc behind it.
  const auto& bars = spine.specimen().shape->bars;
  const auto strand =
      std::find_if(bars.begin(), bars.end(), [](const view::Bar& bar) { return bar.name == "L2-L3, ALL"; });
  REQUIRE(strand != bars.end());
  const Vector3d in_front = 0.5 * (spine.place(strand->points[0]) + spine.place(strand->points[1]));
  const view::Aim front = view::aim_at(view::Viewpoint::anterior);
  const auto ligament = spine.probe(style, front, front.project(in_front));
  REQUIRE(ligament);
  CHECK(view::text_of(*ligament, view::Field::von_mises) == "L2-L3, ALL");
  CHECK(ligament->kind == view::SkinKind::disc);
  CHECK(ligament->part == 1);
  // What is cut away, left out or behind bone is not there.
  const auto left_rod = std::find_if(implants.rods.begin(), implants.rods.end(),
                                     [](const spine::RodParts& rod) { return rod.spec.side == spine::Side::left; });
  const Vector3d place = spine.place(left_rod->beams->elements().front().to.center);
  const view::Aim left = view::aim_at(view::Viewpoint::lateral_left);
  const auto seen = spine.probe(style, left, left.project(place));
  REQUIRE(seen);
  CHECK_FALSE(seen->kind);
  style.has_implants = false;
  const auto without = spine.probe(style, left, left.project(place));
  CHECK((!without || without->name != seen->name));
  style.has_implants = true;
  style.cut = view::Cut::sagittal;
  spine.cut(style, left.towards_eye());
  const auto cut = spine.probe(style, left, left.project(place));
  CHECK((!cut || cut->name != seen->name));
  style.cut = view::Cut::none;
  const auto hidden = spine.probe(style, front, front.project(place));
  REQUIRE(hidden);
  CHECK(hidden->name != seen->name);
}

TEST_CASE("what lies under the mouse has a name, a value and a unit", "[view][unit]") {
  CHECK(view::text_of({view::SkinKind::disc, 3, {}, 0.4249}, view::Field::von_mises) ==
        "L4-L5, disc\nvon Mises stress 0.42 MPa");
  CHECK(view::text_of({view::SkinKind::bone, 5, {}, {}}, view::Field::pressure) == "S1, bone");
  const bool is_plain = true;
  CHECK(view::text_of({view::SkinKind::disc, 3, {}, 0.4249}, view::Field::von_mises, is_plain) ==
        "L4-L5, disc\nLoad on the tissue 0.42 MPa");
}

TEST_CASE("of foramina a cut leaves the edges on its far side, and of those what its faces do not hide",
          "[view][unit]") {
  view::SpineActors spine(test::bent_specimen(false));
  view::PictureStyle style;
  style.viewpoint = view::Viewpoint::lateral_left;
  const view::Aim aim = view::aim_at(style.viewpoint);
  std::size_t n_seen = 0, n_places = 0;
  const auto count = [&](std::size_t side) {
    n_seen = n_places = 0;
    for (const spine::Level level : spine::all_levels) {
      const auto outlines = spine.foramina(level);
      for (const Vector3d& place : outlines[side]) {
        n_seen += spine.cut_hides(style, aim, place) ? 0 : 1;
        ++n_places;
      }
    }
  };
  count(0);
  CHECK(n_seen == n_places);
  style.cut = view::Cut::sagittal;
  spine.cut(style, aim.towards_eye());
  count(0);  // the left ones have been taken away
  CHECK(n_seen == 0);
  count(1);
  CHECK(n_seen > n_places / 4);
  // What is hidden lies behind a disc or a vertebra, as it is cut.
  const Vector3d disc = spine.level_centers()[2] - 20 * Vector3d::UnitY();
  CHECK(spine.cut_hides(style, aim, disc));
}

}  // namespace
