// What the operated spine has more than the intact one: element by element, gray where there is nothing to compare.

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "../cli/program.hpp"
#include "../study/temporary_folder.hpp"
#include "image_difference.hpp"
#include "ui_driver.hpp"
#include "view/render.hpp"

namespace {

using namespace spondyl;

std::set<std::size_t> nodes_of(const spine::SpineMesh& mesh, const std::vector<spine::Tissue>& tissues, int part) {
  std::set<std::size_t> out;
  for (const spine::Tissue tissue : tissues) {
    for (const int e : mesh.elements(tissue, part)) {
      for (const int n : mesh.mesh.hexahedra[static_cast<std::size_t>(e)])
        out.insert(static_cast<std::size_t>(n));
    }
  }
  return out;
}

TEST_CASE("a difference is that of the values on the elements that both spines have", "[view][verification]") {
  // Load control: the operated one is bent less.
  const auto specimens = view::Preparation(1).prepare(test::bent_result()).specimens;
  const view::Specimen &intact = *specimens[0][0], &operated = *specimens[1][0];
  const auto difference = view::difference(operated, intact);
  CHECK(difference->is_difference);
  const auto tissues = view::tissues_of(view::SkinKind::disc);
  const auto field = GENERATE(view::Field::von_mises, view::Field::pressure, view::Field::displacement);
  for (const int part : {0, 2}) {
    const auto now = operated.fields.at_nodes(field, tissues, part),
               before = intact.fields.at_nodes(field, tissues, part),
               change = difference->fields.at_nodes(field, tissues, part);
    double worst = 0, largest = 0;
    for (const std::size_t n : nodes_of(intact.spine().mesh, tissues, part)) {
      worst = std::max(worst, std::abs(change[n] - (now[n] - before[n])));
      largest = std::max(largest, std::abs(change[n]));
    }
    REQUIRE(largest > 0.01);
    CHECK(worst <= 1e-9 * largest);
  }
  const auto nothing = view::difference(intact, intact)->fields.at_nodes(field, tissues, 0);
  CHECK(std::all_of(nothing.begin(), nothing.end(), [](double value) { return value == 0; }));
}

TEST_CASE("what the operation put in or took out has no difference", "[view][unit]") {
  const auto difference = view::difference(*test::bent_specimen(true), *test::bent_specimen(false));
  const std::vector<spine::Tissue> cage{spine::Tissue::cage};
  const auto of_cage = difference->fields.at_nodes(view::Field::von_mises, cage, 3);
  const auto nodes = nodes_of(difference->spine().mesh, cage, 3);
  REQUIRE_FALSE(nodes.empty());
  CHECK(std::all_of(nodes.begin(), nodes.end(), [&](std::size_t n) { return std::isnan(of_cage[n]); }));
  view::SpineActors spine(difference);
  view::PictureStyle style;
  style.colored = view::Colored::everything;
  const auto range = spine.measure(style);
  REQUIRE(range);
  CHECK(std::isfinite(range->low));
  CHECK(std::isfinite(range->high));
}

TEST_CASE("the window shows operated minus intact, as far on either side of zero", "[view][ui]") {
  const test::TemporaryFolder folder;
  test::UiDriver driver(folder.path() / "state");
  REQUIRE(driver.wait_for_answer());
  driver.click("Picture");
  driver.click("Keep the range of colors");
  REQUIRE(driver.workbench().view_state().style.range);
  driver.choose("Spine", "difference");
  driver.frames(3);
  const view::Picture& picture = driver.workbench().picture();
  CHECK(picture.is_difference());
  CHECK(picture.scenes().size() == 1);
  REQUIRE(picture.range());
  CHECK(picture.range()->high > 0);
  CHECK(picture.range()->low == -picture.range()->high);
  CHECK_FALSE(driver.workbench().view_state().style.range);  // what was kept was of values, not of changes
  driver.key('D');
  CHECK_FALSE(picture.is_difference());
}

TEST_CASE("where a caption stands nothing is left of the picture before it", "[view][ui]") {
  const test::TemporaryFolder folder;
  test::UiDriver driver(folder.path() / "state");
  REQUIRE(driver.wait_for_answer());
  const auto n_like_bone = [&driver](const view::Rect& where) {
    const view::Image image =
        view::part(driver.image(), int(where.x), int(where.y), int(where.width), int(where.height));
    int n = 0;
    for (std::size_t p = 0; p < image.pixels.size(); p += 3)
      n += image.pixels[p] > 120 && image.pixels[p] - image.pixels[p + 2] > 20;
    return n;
  };
  const view::Rect before = driver.workbench().picture().scenes().front();
  driver.key('D');
  driver.frames(3);
  const view::Rect scene = driver.workbench().picture().scenes().front();
  const view::Rect caption{before.x, before.y, before.width, scene.y - before.y};
  REQUIRE(caption.height > 10);
  CHECK(n_like_bone(scene) > 1000);
  CHECK(n_like_bone(caption) == 0);
}

TEST_CASE("marks are switched by controls and by keys", "[view][ui]") {
  const test::TemporaryFolder folder;
  test::UiDriver driver(folder.path() / "state");
  REQUIRE(driver.wait_for_answer());
  driver.click("Picture");
  const view::PictureStyle& style = driver.workbench().view_state().style;
  CHECK(style.narrow_foramen == test::shipped_parameters().value(view::narrow_foramen_parameter));
  driver.click("Least and greatest value");
  CHECK(style.marks_extremes);
  driver.click("Facet forces (N)");
  CHECK(style.has_forces);
  driver.click("Foramina (mm)");
  CHECK(style.has_foramina);
  for (const char key : {'M', 'F', 'R'})
    driver.key(key);
  CHECK_FALSE((style.marks_extremes || style.has_forces || style.has_foramina));
}

TEST_CASE("a difference that cannot be drawn is refused before anything is solved", "[view][unit]") {
  const std::string scenes = std::string(SPONDYL_SOURCE_DIR) + "/scenes/";
  const std::string fused = scenes + "fusion_l4_l5.toml", intact = scenes + "intact.toml";
  const std::vector<std::pair<std::vector<std::string>, std::string>> mistakes{
      {{"render", intact, "--out", "x.png", "--difference"}, "nothing to compare"},
      {{"render", fused, "--out", "x.png", "--difference", "--range", "0,1"}, "-0.5,0.5"},
      {{"render", fused, "--out", "x.png", "--difference", "--compare"}, "--compare"},
      {{"render", fused, "--out", "x.png", "--plan-a", fused}, "neither --compare nor --difference"},
      {{"render", fused, "--out", "x.png", "--compare", "--plan-a", intact}, "without an operation"},
      {{"render", intact, "--out", "x.png", "--compare", "--plan-a", fused}, "nothing to compare"}};
  for (const auto& [arguments, said] : mistakes) {
    const test::Outcome outcome = test::run_program({arguments});
    CHECK(outcome.status == 2);
    CHECK_THAT(outcome.err, Catch::Contains(said));
  }
}

}  // namespace
