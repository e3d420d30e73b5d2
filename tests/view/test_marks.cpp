// What is marked on a spine: the least and the greatest value, the forces of the facet joints, the foramina.

#include <Eigen/Geometry>
#include <catch2/catch.hpp>
#include <numeric>

#include "bent_spine.hpp"
#include "image_difference.hpp"
#include "support.hpp"
#include "view/render.hpp"
#include "view/spine_marks.hpp"

namespace {

using namespace spondyl;
using Eigen::Vector3d;

constexpr int width = 640, height = 420;

view::Image picture(std::shared_ptr<const view::Specimen> specimen, const view::PictureStyle& style) {
  return view::draw_picture({std::move(specimen)}, style, {"Marks", "a spine moved by hand", "", {}}, width, height);
}

/// Of arrows, between two columns of a picture.
int n_force_pixels(const view::Image& image, int from, int to) {
  int n = 0;
  for (int y = 60; y < image.height - 70; ++y) {
    for (int x = from; x < to; ++x) {
      const unsigned char* p = &image.pixels[static_cast<std::size_t>(3 * (y * image.width + x))];
      n += p[0] > 200 && p[1] < 110 && p[2] > 110 && p[2] < 200;
    }
  }
  return n;
}

/// Every vertebra of the intact spine slid forwards over the one below, which presses its facets together on both sides.
std::shared_ptr<view::Specimen> slid() {
  auto out = std::make_shared<view::Specimen>(*test::bent_specimen(false));
  out->loaded = out->neutral;
  for (std::size_t n = 0; n < out->spine().rank.size(); ++n)
    out->loaded.node(static_cast<int>(n)) += 3.0 * (spine::n_vertebrae - 1 - out->spine().rank[n]) * Vector3d::UnitX();
  out->facet_forces = spine::facet_forces(out->spine(), out->loaded);
  return out;
}

Vector3d mirrored(const Vector3d& x) { return {x.x(), -x.y(), x.z()}; }

TEST_CASE("the least and the greatest value are those of the bar, and are marked where they are", "[view][unit]") {
  view::SpineActors spine(test::bent_specimen(false));
  view::PictureStyle style;
  style.colored = view::Colored::everything;
  style.field = view::Field::displacement;
  const auto range = spine.measure(style);
  REQUIRE(range);
  const auto loaded = spine.extremes(style);
  REQUIRE(loaded);
  CHECK(loaded->least.value == range->low);
  CHECK(loaded->greatest.value == range->high);
  // The field is how far a place has moved: the marked places have moved so far.
  spine.pose(0, 1);
  const auto neutral = spine.extremes(style);
  REQUIRE(neutral);
  CHECK((loaded->greatest.place - neutral->greatest.place).norm() == Approx(range->high).epsilon(test::scaled(0.01)));
  CHECK((loaded->least.place - neutral->least.place).norm() <= range->low + 0.01);
  CHECK(neutral->greatest.place.z() > 100);

  style.field = view::Field::none;
  CHECK_FALSE(spine.extremes(style));
}

TEST_CASE("what a cut takes away is not marked", "[view][unit]") {
  view::SpineActors spine(test::bent_specimen(false));
  view::PictureStyle style;
  style.field = view::Field::displacement;
  style.cut = view::Cut::axial;
  style.cut_level = spine::Level{3};
  const auto range = spine.measure(style);
  REQUIRE(range);
  spine.cut(style, Vector3d::UnitZ());
  const auto left = spine.extremes(style);
  REQUIRE(left);
  CHECK(left->greatest.value < 0.7 * range->high);
  CHECK(left->greatest.place.z() < spine.level_centers()[2].z());
}

TEST_CASE("facets that are pressed alike push alike, backwards and inwards; the sums are those that are reported",
          "[view][verification]") {
  const auto specimen = slid();
  REQUIRE(specimen->facet_forces.size() == 2 * spine::n_levels);
  const view::SpineActors spine(specimen);
  for (std::size_t k = 0; k < specimen->facet_forces.size(); k += 2) {
    const spine::FacetForce &left = specimen->facet_forces[k], &right = specimen->facet_forces[k + 1];
    CHECK(left.side == spine::Side::left);
    CHECK(right.side == spine::Side::right);
    const double force = left.force.norm();
    REQUIRE(force > 1);
    CHECK((mirrored(left.force) - right.force).norm() <= 1e-6 * force);
    CHECK((mirrored(spine.place(left.place)) - spine.place(right.place)).norm() <= 1e-6);
    CHECK(spine.place(left.place).y() > 5);
    CHECK(left.force.x() < 0);
    CHECK(left.force.y() < 0);
    const fem::PatchContact& joint = *specimen->spine()[left.level].facets[0];
    const std::vector<double> forces = joint.forces(specimen->loaded);
    CHECK(force == Approx(std::accumulate(forces.begin(), forces.end(), 0.0)));
  }
}

TEST_CASE("arrows stand on the side of the joint, as long on both sides, and not where there is no force",
          "[view][regression]") {
  auto specimen = slid();
  for (spine::FacetForce& force : specimen->facet_forces)
    force.force = 40 * sign(force.side) * Vector3d::UnitY();  // outwards, so that arrows keep to their sides
  view::PictureStyle style;
  style.field = view::Field::none;
  style.has_forces = true;
  style.viewpoint = view::Viewpoint::posterior;
  const view::Image both = picture(specimen, style);
  const auto of_side = [&](spine::Side side) {
    auto one = std::make_shared<view::Specimen>(*specimen);
    std::erase_if(one->facet_forces, [&](const spine::FacetForce& force) { return force.side != side; });
    return picture(one, style);
  };
  const view::Image left = of_side(spine::Side::left), right = of_side(spine::Side::right);
  const auto middle_of = [&](const view::Image& image) {
    double sum = 0;
    for (int x = 0; x < width; ++x)
      sum += x * n_force_pixels(image, x, x + 1);
    return sum / n_force_pixels(image, 0, width);
  };
  const int n_left = n_force_pixels(left, 0, width), n_right = n_force_pixels(right, 0, width);
  REQUIRE(n_left > 100);
  CHECK(middle_of(left) < middle_of(right) - 10);  // from behind the patient's left is on the left
  CHECK(std::abs(n_left - n_right) <= 0.15 * n_left);
  CHECK(n_force_pixels(both, 0, width) > 1.7 * n_left);

  specimen->facet_forces.clear();
  CHECK_FALSE(view::force_scale({specimen.get()}));
  CHECK(n_force_pixels(picture(specimen, style), 0, width) == 0);
  CHECK_THAT(view::legend(style, {}), Catch::Contains("no facet carries force"));
}

TEST_CASE("the scale of arrows is round, and keeps the longest within a vertebra", "[view][unit]") {
  view::Specimen specimen = *slid();
  for (const double newton : {0.7, 3.0, 42.0, 120.0, 900.0}) {
    specimen.facet_forces.resize(1);
    specimen.facet_forces[0].force = {0, newton, 0};
    const auto mm_per_N = view::force_scale({&specimen});
    REQUIRE(mm_per_N);
    CHECK(newton * *mm_per_N <= 30);
    CHECK(newton * *mm_per_N >= 10);
  }
  view::PictureStyle style;
  style.has_forces = true;
  CHECK_THAT(view::legend(style, 0.2), Catch::Contains("10 mm = 50 N"));
}

TEST_CASE("the edge of a foramen encloses its area, and its height is between the pedicles", "[view][verification]") {
  const auto specimen = test::bent_specimen(false);
  view::SpineActors spine(specimen);
  for (const spine::Level level : spine::all_levels) {
    const spine::NerveRoom& room = specimen->nerve_rooms[static_cast<std::size_t>(level.index)];
    const auto outlines = spine.foramina(level);
    for (std::size_t s = 0; s < 2; ++s) {
      REQUIRE(room.foramen_height[s]);
      const auto& edge = outlines[s];
      REQUIRE(edge.size() == 2 * spine::foramen_slices + 2);
      CHECK((edge[0] - edge[spine::foramen_slices + 1]).norm() == Approx(*room.foramen_height[s]));
      Vector3d twice_area = Vector3d::Zero();
      for (std::size_t k = 0; k < edge.size(); ++k)
        twice_area += (edge[k] - edge[0]).cross(edge[(k + 1) % edge.size()] - edge[0]);
      CHECK(0.5 * twice_area.norm() == Approx(*room.foramen_area[s]).epsilon(test::scaled(0.06)));
      CHECK((s == 0) == (edge[0].y() > 0));
    }
  }
}

TEST_CASE("a foramen below the threshold is called narrow; those of the far side are not shown", "[view][unit]") {
  CHECK(view::foramen_text(14.96, 15) == "15.0 mm narrow");
  CHECK(view::foramen_text(15, 15) == "15.0 mm");
  CHECK(view::is_in_sight(view::aim_at(view::Viewpoint::lateral_left), spine::Side::left));
  CHECK_FALSE(view::is_in_sight(view::aim_at(view::Viewpoint::lateral_left), spine::Side::right));
  for (const spine::Side side : spine::both_sides)
    CHECK(view::is_in_sight(view::aim_at(view::Viewpoint::posterior), side));
}

TEST_CASE("each kind of mark is drawn where it is asked for", "[view][regression]") {
  view::PictureStyle style;
  style.viewpoint = view::Viewpoint::lateral_left;
  style.narrow_foramen = 15;
  view::PictureStyle marked = style;
  SECTION("least and greatest value") { marked.marks_extremes = true; }
  SECTION("foramina") { marked.has_foramina = true; }
  const view::Image without = picture(test::bent_specimen(false), style);
  CHECK(test::image_difference(picture(test::bent_specimen(false), marked), without) > 40);
  if (marked.has_foramina) {
    view::PictureStyle strict = marked, lax = marked;
    strict.narrow_foramen = 100;
    lax.narrow_foramen = 1;
    CHECK(test::image_difference(picture(test::bent_specimen(false), strict),
                                 picture(test::bent_specimen(false), lax)) > 20);
  }
}

TEST_CASE("lines of a cut disc lie in its plane's elements, as long as their stress, fibers cross evenly",
          "[view][verification]") {
  const auto specimen = test::bent_specimen(false);
  view::SpineActors spine(specimen);
  view::PictureStyle style;
  style.glyphs = view::Glyphs::stress;
  CHECK(spine.glyphs(style).empty());
  style.cut = view::Cut::sagittal;
  spine.cut(style, Vector3d::UnitY());
  const auto stresses = spine.glyphs(style);
  REQUIRE(stresses.size() > 100);
  for (std::size_t k = 0; k < stresses.size(); k += 2) {
    CHECK(stresses[k].stress >= stresses[k + 1].stress);
    CHECK(std::abs(stresses[k].direction.dot(stresses[k + 1].direction)) <= test::round_off(1e3));
  }
  // Each is in the middle of an element that the plane meets, and a principal stress of it: no shear in its direction.
  const auto mesh = specimen->spine().mesh.mesh;
  std::size_t n_found = 0;
  for (std::size_t e = 0; e < mesh.hexahedra.size(); ++e) {
    Eigen::Matrix<double, 3, 8> corners;
    for (int a = 0; a < 8; ++a)
      corners.col(a) =
          specimen->spine().model->position(mesh.hexahedra[e][static_cast<std::size_t>(a)], specimen->loaded);
    for (const view::Glyph& glyph : stresses) {
      if ((glyph.place - corners.rowwise().mean()).norm() > 1e-9)
        continue;
      CHECK(corners.row(1).minCoeff() <= 1e-9);  // the plane may be a face
      CHECK(corners.row(1).maxCoeff() >= -1e-9);
      const Eigen::Matrix3d& stress = specimen->fields.stress(e);
      CHECK((stress * glyph.direction - glyph.stress * glyph.direction).norm() <= 1e-9 * stress.norm());
      ++n_found;
    }
  }
  CHECK(n_found == stresses.size());

  style.glyphs = view::Glyphs::fibers;
  spine.pose(0, 1);  // undeformed
  const auto fibers = spine.glyphs(style);
  REQUIRE(fibers.size() > 50);
  for (std::size_t k = 0; k < fibers.size(); k += 2) {
    CHECK(fibers[k].direction.norm() == Approx(1));
    // In the middle plane rings run across: both families are seen in the sagittal plane as upwards and downwards.
    CHECK(fibers[k].direction.z() * fibers[k + 1].direction.z() < 0);
  }
}

}  // namespace
