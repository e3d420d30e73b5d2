// Contact pressure on the screen: worn by what presses and nothing else, seen through the bone, without a second step.

#include <Eigen/Geometry>
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "../study/temporary_folder.hpp"
#include "bent_spine.hpp"
#include "image_difference.hpp"
#include "spine/contact_pressure.hpp"
#include "spine/facet_samples.hpp"
#include "support.hpp"
#include "ui_driver.hpp"
#include "view/render.hpp"
#include "view/spine_actors.hpp"

namespace {

using namespace spondyl;
using Eigen::Vector3d;

/// The left of every vertebra slid forwards over the one below, by mm, and its right backwards: that presses the left
/// facets together and opens the right ones.
std::shared_ptr<const view::Specimen> slid(double step, bool is_operated = false) {
  auto out = std::make_shared<view::Specimen>(*test::bent_specimen(is_operated));
  const spine::SpineModel& spine = out->spine();
  out->loaded = out->neutral;
  for (std::size_t n = 0; n < spine.rank.size(); ++n) {
    const double forwards = step * (spine::n_vertebrae - 1 - spine.rank[n]);
    out->loaded.node(static_cast<int>(n)).x() += spine.model->mesh().nodes[n].y() > 0 ? forwards : -forwards;
  }
  out->fields = view::FieldSource(spine, out->neutral, out->loaded);
  return out;
}

view::PictureStyle contact_style(view::Viewpoint viewpoint = view::Viewpoint::posterior) {
  view::PictureStyle style;
  style.field = view::Field::contact_pressure;
  style.viewpoint = viewpoint;
  return style;
}

double greatest_pressure(const view::Specimen& specimen) {
  double most = 0;
  for (const auto& [node, pressure] : spine::contact_pressure(specimen.spine(), specimen.loaded))
    most = std::max(most, pressure);
  return most;
}

/// Pixels of the upper half of viridis, green and yellow, between two columns of a picture.
int n_pressed_pixels(const view::Image& image, int from, int to) {
  int n = 0;
  for (int y = 60; y < image.height - 90; ++y) {
    for (int x = from; x < to; ++x) {
      const unsigned char* p = &image.pixels[static_cast<std::size_t>(3 * (y * image.width + x))];
      n += p[1] > 120 && p[1] - p[0] > 40 && p[1] - p[2] > 30;
    }
  }
  return n;
}

view::Image picture(std::shared_ptr<const view::Specimen> specimen, const view::PictureStyle& style) {
  return view::draw_picture({std::move(specimen)}, style, {"Contact", "a spine moved by hand", "", {}}, 640, 420);
}

TEST_CASE("skins of facets are the articular surfaces of joints, whole and alone", "[view][verification]") {
  const auto specimen = test::bent_specimen(false);
  const spine::SpineMesh& mesh = specimen->spine().mesh;
  const auto area = [&](const spine::BoneSurface& surface) {
    double sum = 0;
    for (const spine::SurfaceQuad& quad : surface.quads) {
      const auto at = [&](std::size_t k) {
        return surface.points[static_cast<std::size_t>(quad.points[k])].reference(mesh.mesh);
      };
      sum += 0.5 * (at(2) - at(0)).cross(at(3) - at(1)).norm();
    }
    return sum;
  };
  int n_skins = 0;
  for (const view::Skin& skin : specimen->shape->skins) {
    if (skin.kind != view::SkinKind::facet)
      continue;
    ++n_skins;
    const spine::PosteriorArch& arch = mesh.arches[static_cast<std::size_t>(skin.part)];
    double expected = 0;
    for (std::size_t side = 0; side < 2; ++side) {
      if (skin.part > 0)
        for (const spine::FacetSample& sample : spine::samples(mesh.mesh, arch.superior_face[side]))
          expected += sample.area;
      if (skin.part < spine::n_levels)
        for (const spine::FacetSample& sample : spine::samples(mesh.mesh, arch.inferior_face[side]))
          expected += sample.area;
    }
    CHECK(area(skin.surface) == Approx(expected).epsilon(test::scaled(1e-6)));
  }
  CHECK(n_skins == spine::n_vertebrae);
}

TEST_CASE("contact pressure is worn by facets and cages, whatever On says", "[view][unit]") {
  const auto specimen = slid(3);
  view::SpineActors spine(specimen);
  const double greatest = greatest_pressure(*specimen);
  REQUIRE(greatest > 0.1);
  const auto colored = GENERATE(view::Colored::discs, view::Colored::bones, view::Colored::everything);
  const auto cut = GENERATE(view::Cut::none, view::Cut::sagittal);
  view::PictureStyle style = contact_style();
  style.colored = colored;
  style.cut = cut;
  const auto range = spine.measure(style);
  REQUIRE(range);
  CHECK(range->low == 0);
  CHECK(range->high == Approx(greatest).epsilon(1e-6));
  const auto extremes = spine.extremes(style);
  REQUIRE(extremes);
  CHECK(extremes->greatest.value == range->high);
}

TEST_CASE("a facet under the mouse is named with its pressure, the bone before it is not", "[view][unit]") {
  const auto specimen = slid(3);
  view::SpineActors spine(specimen);
  view::PictureStyle style = contact_style();
  const auto range = spine.measure(style);
  REQUIRE(range);
  spine.dress(style, *range, view::read_color_map(style.color_map));
  const auto extremes = spine.extremes(style);
  REQUIRE(extremes);
  const view::Aim aim = view::aim_at(style.viewpoint);
  const auto probe = spine.probe(style, aim, aim.project(extremes->greatest.place + Vector3d(0, 0, -0.1)));
  REQUIRE(probe);
  CHECK(probe->kind == view::SkinKind::facet);
  REQUIRE(probe->value);
  CHECK_THAT(view::text_of(*probe, style.field), Catch::Contains("facet\nContact pressure "));
  style.field = view::Field::von_mises;
  spine.measure(style);
  const auto bone = spine.probe(style, aim, aim.project(extremes->greatest.place + Vector3d(0, 0, -0.1)));
  REQUIRE(bone);
  CHECK(bone->kind == view::SkinKind::bone);
}

TEST_CASE("the picture shows which joints press, from behind the left ones on the left", "[view][regression]") {
  const view::PictureStyle style = contact_style();
  const view::Image left = picture(slid(2), style), right = picture(slid(-2), style);
  // Of the spine; the green arrow that says where left is stands further left.
  const int edge = 120, middle = 270;
  CHECK(n_pressed_pixels(left, edge, middle) > 50);
  CHECK(n_pressed_pixels(left, middle, left.width) == 0);
  CHECK(n_pressed_pixels(right, edge, middle) == 0);
  CHECK(n_pressed_pixels(right, middle, right.width) > 50);
  view::PictureStyle other = style;
  other.field = view::Field::none;
  CHECK(n_pressed_pixels(picture(slid(2), other), edge, left.width) == 0);
}

TEST_CASE("a difference of contact pressures is that of the joints both spines have", "[view][verification]") {
  const auto intact = slid(2), operated = slid(3, true);
  const bool is_reversed = GENERATE(false, true);
  const view::Specimen &to = is_reversed ? *intact : *operated, &from = is_reversed ? *operated : *intact;
  const auto difference = view::difference(to, from);
  const auto change = difference->fields.at_nodes(view::Field::contact_pressure, {}, 0);
  const auto before = spine::contact_pressure(from.spine(), from.loaded),
             now = spine::contact_pressure(to.spine(), to.loaded);
  std::size_t n_alone = 0, n_changed = 0;
  for (const auto& [node, pressure] : now) {
    const double here = change[static_cast<std::size_t>(node)];
    if (const auto at = before.find(node); at != before.end()) {
      CHECK(here == pressure - at->second);
      n_changed += std::abs(here) > 0.01;
    } else {
      ++n_alone;
      CHECK(std::isnan(here));
    }
  }
  CHECK(n_changed > 10);
  CHECK((n_alone > 10) == is_reversed);  // the joint that the operation took
  view::SpineActors spine(difference);
  const auto range = spine.measure(contact_style());
  REQUIRE(range);
  CHECK(std::isfinite(range->low));
  CHECK(std::isfinite(range->high));
}

TEST_CASE("who chooses contact pressure in the window sees it at once", "[view][ui]") {
  const test::TemporaryFolder folder;
  test::UiDriver driver(folder.path() / "state");
  REQUIRE(driver.wait_for_answer());
  driver.click("Picture");
  driver.choose("Colors", "contact_pressure");
  driver.frames(3);
  CHECK(driver.workbench().view_state().style.field == view::Field::contact_pressure);
  REQUIRE(driver.workbench().picture().range());
  driver.choose("Spine", "difference");
  driver.frames(3);
  CHECK(driver.workbench().picture().is_difference());
  CHECK(driver.workbench().picture().range());
}

TEST_CASE("contact pressure has a name for patients too", "[view][unit]") {
  CHECK(view::title_of(view::Field::contact_pressure).title == "Contact pressure");
  CHECK(view::title_of(view::Field::contact_pressure).unit == "MPa");
  CHECK(view::title_of(view::Field::contact_pressure, true).title == "Pressure in the joints");
  CHECK(view::text_of({view::SkinKind::facet, 3, {}, 2.346}, view::Field::contact_pressure) ==
        "L4, facet\nContact pressure 2.35 MPa");
  CHECK(view::text_of({view::SkinKind::cage_face, 3, {}, 0.5}, view::Field::contact_pressure) ==
        "L4-L5, cage\nContact pressure 0.50 MPa");
}

}  // namespace
