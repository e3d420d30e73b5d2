// The window used as a person would, and at random.

#include <catch2/catch.hpp>
#include <fstream>
#include <random>
#include <set>
#include <sstream>

#include "../study/temporary_folder.hpp"
#include "image_difference.hpp"
#include "study/fields_vtu.hpp"
#include "ui_driver.hpp"
#include "view/dashboard.hpp"

namespace {

using namespace spondyl;

/// Where the spine is drawn, without panels and labels.
view::Image spine_of(const test::UiDriver& driver) { return view::part(driver.image(), 330, 120, 340, 560); }

bool is_blank(const view::Image& image) {
  return std::all_of(image.pixels.begin() + 3, image.pixels.end(), [&, k = 0](unsigned char value) mutable {
    return value == image.pixels[static_cast<std::size_t>(k++ % 3)];
  });
}

TEST_CASE("a session: fuse, switch protocol, scrub, compare, undo, save, open again", "[view][ui]") {
  const test::TemporaryFolder folder;
  test::UiDriver driver(folder.path() / "state");
  REQUIRE(driver.wait_for_answer());
  const view::Image fused = spine_of(driver);
  CHECK_FALSE(is_blank(fused));

  driver.click("L4-L5");  // fused when the window opens: no longer
  REQUIRE(driver.wait_for_answer());
  CHECK(driver.scene().operations.empty());
  const view::Image intact = spine_of(driver);
  CHECK(test::image_difference(intact, fused) > 20);  // the fused disc is drawn differently
  driver.click("L4-L5");
  REQUIRE(driver.wait_for_answer());
  CHECK(view::first<surgery::Fusion>(driver.scene())->levels == std::vector{spine::Level{3}});
  CHECK(test::image_difference(spine_of(driver), fused) < 2);

  driver.choose("Approach", "tlif");
  CHECK(view::first<surgery::Fusion>(driver.scene())->approach == surgery::Approach::tlif);
  driver.choose("Rods", "peek");
  CHECK(view::first<surgery::Fusion>(driver.scene())->hardware->material == spine::ImplantMaterial::peek);

  const view::Image hybrid = spine_of(driver);
  driver.click("Loads");
  driver.choose("Protocol", "load_control");
  driver.frames(3);
  CHECK(driver.workbench().view_state().protocol == study::Protocol::load_control);
  CHECK(test::image_difference(spine_of(driver), hybrid) > 5);  // it bends less far

  const view::Image full = spine_of(driver);
  driver.drag("##scrub", 0.02);
  CHECK(driver.workbench().view_state().fraction < 0.1);
  CHECK(test::image_difference(spine_of(driver), full) > 20);

  // The color bar says what is on the spines beside each other, the intact one included.
  driver.click("Picture");
  driver.choose("Spine", "compared");
  driver.frames(3);
  CHECK(driver.workbench().picture().scenes().size() == 2);
  const auto range = driver.workbench().picture().range();
  REQUIRE(range);
  CHECK(range->low >= 0);
  CHECK(range->high > range->low);

  const std::string planned = driver.workbench().document().text();
  driver.click("Plan");
  for (int k = 0; k < 5; ++k) {
    driver.choose("Rods", "steel");
    driver.choose("Rods", "peek");
  }
  const auto undo = [&driver](int n) {
    for (int k = 0; k < n; ++k)
      driver.key('Z', true);
  };
  undo(10);
  CHECK(driver.workbench().document().text() == planned);
  undo(2);  // rods, approach: what is shown is no edit
  CHECK(view::first<surgery::Fusion>(driver.scene())->approach == surgery::Approach::none);
  for (int k = 0; k < 2; ++k)
    driver.key('Y', true);
  CHECK(driver.workbench().document().text() == planned);

  driver.click("File");
  driver.click("Save as ...");
  driver.click("path");
  const auto file = folder.path() / "plan.toml";
  driver.type(file.string());
  driver.click("Save it");
  REQUIRE(std::filesystem::exists(file));
  CHECK_FALSE(driver.workbench().document().has_unsaved_changes());
  driver.click("Plan");
  driver.click("L2-L3");
  CHECK(driver.workbench().document().has_unsaved_changes());
  driver.click("File");
  driver.click("Recent");
  driver.click(file.string());
  driver.click("Lose them and open");
  CHECK(driver.workbench().document().text() == planned);
}

TEST_CASE("a click on a disc fuses its level, a turn of the picture does not", "[view][ui]") {
  const test::TemporaryFolder folder;
  test::UiDriver driver(folder.path() / "state");
  REQUIRE(driver.wait_for_answer());
  const view::Rect scene = driver.workbench().picture().scenes().front();
  ImVec2 disc{};
  for (float y = scene.y; y < scene.bottom() && disc.x == 0; y += 8) {
    for (float x = scene.x; x < scene.right() && disc.x == 0; x += 8) {
      const auto probe = driver.workbench().picture().probe({x, y});
      if (probe && probe->kind == view::SkinKind::disc && probe->part == 2)
        disc = {x, y + 2};
    }
  }
  REQUIRE(disc.x > 0);
  const std::string before = driver.workbench().document().text();
  driver.turn(disc, {disc.x + 60, disc.y});
  CHECK(driver.workbench().document().text() == before);
  driver.turn({disc.x + 60, disc.y}, disc);
  driver.click_at(disc);
  CHECK(view::is_fused(driver.scene(), spine::Level{2}));
  CHECK(driver.workbench().document().undo_name() == "fuse L3-L4");
}

TEST_CASE("without a graphics card the picture is coarse while it is turned and fine when it rests", "[view][ui]") {
  const test::TemporaryFolder folder;
  test::UiDriver driver(folder.path() / "state", std::make_unique<test::BentAnswerer>(), test::made_up_people, {},
                        test::made_up_course, view::Quality::adaptive);
  REQUIRE(driver.wait_for_answer());
  const view::Picture& picture = driver.workbench().picture();
  const ImVec2 middle = picture.scenes().front().middle();
  std::vector<view::Detail> details;
  driver.turn(middle, {middle.x + 20, middle.y}, 3, [&] { details.push_back(picture.detail()); });
  CHECK(details == std::vector(3, view::Detail::coarse));
  driver.frames(40);
  CHECK(picture.detail() == view::Detail::fine);
  CHECK_FALSE(is_blank(spine_of(driver)));
}

TEST_CASE("the picture is saved as it is on the screen, without what lay over it", "[view][ui]") {
  const test::TemporaryFolder folder;
  test::UiDriver driver(folder.path() / "state");
  REQUIRE(driver.wait_for_answer());
  const view::Rect place = driver.workbench().picture_place();
  const view::Image before =
      view::part(driver.image(), int(place.x), int(place.y), int(place.width), int(place.height));
  const auto save_as = [&](const std::filesystem::path& file) {
    driver.key('P', true);
    driver.click("path");
    driver.type(file.string());
    driver.click("Save it");
    driver.frames(3);
  };
  save_as(folder.path() / "a.png");
  const view::Image saved = view::read_png(folder.path() / "a.png");
  CHECK(saved.width == before.width);
  CHECK(saved.pixels == before.pixels);
  CHECK_FALSE(is_blank(saved));

  save_as(folder.path() / "not_there" / "b.png");
  CHECK_THAT(driver.workbench().message(), Catch::Contains("Not saved") && Catch::Contains("not_there"));
}

TEST_CASE("the state on the screen is exported for ParaView", "[view][ui]") {
  const test::TemporaryFolder folder;
  test::UiDriver driver(folder.path() / "state");
  REQUIRE(driver.wait_for_answer());
  driver.click("File");
  driver.click("Export fields ...");
  driver.click("path");
  const auto file = folder.path() / "fields.vtu";
  driver.type(file.string());
  driver.click("Save it");
  REQUIRE(std::filesystem::exists(file));
  const study::StateResult& operated = test::bent_result()->states.back();
  const auto* shown = operated.find(study::LoadCase::flexion, driver.workbench().view_state().protocol);
  REQUIRE(shown);
  std::stringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  CHECK((text.str() == study::fields_vtu(*operated.spine, shown->state)));
}

TEST_CASE("a researcher finds any number of the model and changes it within its range", "[view][ui]") {
  const test::TemporaryFolder folder;
  test::UiDriver driver(folder.path() / "state");
  CHECK_FALSE(driver.sees("Parameters"));
  driver.click("View");
  driver.click("Researcher");
  driver.click("Parameters");
  const std::string path = "anatomy.L3-L4.disc_height_anterior_mm";
  driver.click("Find");
  driver.type("l3-l4 HEIGHT_anterior");
  REQUIRE(driver.sees(path));
  CHECK_FALSE(driver.sees("anatomy.L4-L5.disc_height_anterior_mm"));
  const std::string before = driver.workbench().document().text();
  driver.click(path);
  driver.type("900");
  driver.click("Find");
  CHECK(driver.workbench().document().text() == before);
  driver.click(path);
  driver.type("9.25");
  driver.click("Find");
  CHECK(view::parameter_value(driver.scene(), test::shipped_parameters(), path) == 9.25);
  CHECK(driver.workbench().document().undo_name() == "set " + path);
}

TEST_CASE("the quick answer is on the screen first and says so, until the one with elastic bone has come",
          "[view][ui]") {
  const test::TemporaryFolder folder;
  test::UiDriver driver(folder.path() / "state", view::make_study_answerer(2));
  const view::Answers& answers = driver.workbench().answers();
  REQUIRE(driver.wait_for_answer());
  REQUIRE_FALSE(answers.is_final());
  const auto quick = answers.shown();
  CHECK(quick->states.back().spine->fidelity == spine::Fidelity::rigid_bone);
  CHECK_FALSE(is_blank(spine_of(driver)));
  REQUIRE(driver.wait_for([&] { return answers.is_final(); }));
  CHECK(answers.shown()->states.back().spine->fidelity == spine::Fidelity::elastic_bone);
}

TEST_CASE("a refusal stands in the window in a surgeon's words and goes away with its reason", "[view][ui]") {
  const test::TemporaryFolder folder;
  test::UiDriver driver(folder.path() / "state");
  REQUIRE(driver.wait_for_answer());
  driver.click("L1-L2");  // no neighbor of L4-L5
  driver.frames(3);
  CHECK_FALSE((driver.sees("Copy as CSV") && !driver.workbench().answers().is_stale()));
  CHECK(driver.workbench().answers().is_stale());
  driver.key('Z', true);
  CHECK(driver.wait_for_answer());
}

TEST_CASE("closing with unsaved changes asks first", "[view][ui]") {
  const test::TemporaryFolder folder;
  test::UiDriver driver(folder.path() / "state");
  driver.click("L3-L4");
  driver.key('Q', true);
  CHECK_FALSE(driver.workbench().is_closed());
  driver.frames(3);
  driver.click("Stay");
  CHECK_FALSE(driver.workbench().is_closed());
  driver.key('Z', true);
  driver.key('Q', true);
  CHECK(driver.workbench().is_closed());
}

TEST_CASE("a plan that cannot be done is not saved as one, and stays on the screen", "[view][ui]") {
  const test::TemporaryFolder folder;
  test::UiDriver driver(folder.path() / "state");
  driver.click("L2-L3");  // no neighbor of L4-L5
  driver.frames(2);
  const std::string work = driver.workbench().document().text();
  const auto file = folder.path() / "plan.toml";
  CHECK_FALSE(driver.workbench().save(file));
  CHECK_FALSE(std::filesystem::exists(file));
  CHECK_THAT(driver.workbench().message(), Catch::Contains("Not saved") && Catch::Contains("neighboring levels"));
  CHECK(driver.workbench().document().text() == work);
  CHECK(driver.workbench().document().has_unsaved_changes());
  driver.click("L3-L4");
  CHECK(driver.workbench().save(file));
  driver.workbench().open(file);
  CHECK(view::first<surgery::Fusion>(driver.scene())->levels.size() == 3);
}

TEST_CASE("opening a scene over unsaved changes asks first", "[view][ui]") {
  const test::TemporaryFolder folder;
  test::UiDriver driver(folder.path() / "state");
  const std::filesystem::path scene = std::string(SPONDYL_SOURCE_DIR) + "/scenes/tlif_l4_l5.toml";
  driver.click("L3-L4");
  const std::string work = driver.workbench().document().text();
  driver.workbench().ask_to_open(scene);
  driver.frames(3);
  driver.click("Stay");
  driver.frames(2);
  CHECK(driver.workbench().document().text() == work);
  driver.workbench().ask_to_open(scene);
  driver.frames(3);
  driver.click("Lose them and open");
  driver.frames(2);
  CHECK(driver.workbench().document().file() == scene);
  CHECK_FALSE(driver.workbench().is_closed());
}

TEST_CASE("a broken scene is told and the work on the screen stays", "[view][ui]") {
  const test::TemporaryFolder folder;
  const auto file = folder.write("broken.toml", "format = \"spondyl-scene\"\nversion = 1\nfusion = 3\n");
  test::UiDriver driver(folder.path() / "state");
  const std::string before = driver.workbench().document().text();
  driver.workbench().open(file);
  driver.frames(2);
  CHECK_THAT(driver.workbench().message(), Catch::Contains("broken.toml:3") && Catch::Contains("fusion"));
  CHECK(driver.workbench().document().text() == before);
  CHECK_FALSE(driver.workbench().save("/proc/none/plan.toml"));
  CHECK_THAT(driver.workbench().message(), Catch::Contains("Not saved"));
}

/// Clicks, drags and keys at random; the window must still answer afterwards.
void soak(int actions, unsigned seed) {
  const test::TemporaryFolder folder;
  test::UiDriver driver(folder.path() / "state");
  std::mt19937 random(seed);
  const std::set<std::string> never{"Quit", "Open", "Save it", "Save", "Record it", "Lose them and quit", "path"};
  for (int k = 0; k < actions; ++k) {
    std::vector<std::string> names;
    for (const auto& [name, place] : driver.workbench().landmarks().places()) {
      if (!never.contains(name))
        names.push_back(name);
    }
    const unsigned dice = static_cast<unsigned>(random());
    if (names.empty() || dice % 10 == 0)
      driver.key("ZYCDXIKMFRPNBOGAE123456"[dice / 10 % 23], dice / 230 % 2 == 0);
    else if (dice % 10 == 1)
      driver.drag(names[dice / 10 % names.size()], 0.01 * (dice / 10 % 97));
    else
      driver.click(names[dice / 10 % names.size()]);
  }
  for (int k = 0; k < 3; ++k) {  // whatever is open
    if (driver.sees("Not now"))
      driver.click("Not now");
    if (driver.sees("Stay"))
      driver.click("Stay");
    if (driver.sees("Solve"))
      driver.click("Solve");
  }
  CHECK_FALSE(is_blank(driver.image()));
  driver.workbench().open(std::string(SPONDYL_SOURCE_DIR) + "/scenes/fusion_l4_l5.toml");
  CHECK(driver.wait_for_answer());
}

TEST_CASE("two hundred random actions leave a window that works", "[view][ui]") { soak(200, 1); }
TEST_CASE("two thousand random actions leave a window that works", "[view][ui][slow]") { soak(2000, 2); }

}  // namespace
