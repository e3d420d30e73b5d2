// The window as it was left.

#include "view/layout.hpp"

#include <catch2/catch.hpp>
#include <sstream>

#include "../study/temporary_folder.hpp"
#include "ui_driver.hpp"

namespace {

using namespace spondyl;
using Catch::Contains;

constexpr view::Layout other{1600, 900, 18, 30, view::Mode::researcher, view::Theme::light, 1.2};

std::string text_of(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

TEST_CASE("a layout is written once it has stayed, and when the window closes, and read as it was", "[view][unit]") {
  const test::TemporaryFolder folder;
  const auto state = folder.path() / "not" / "yet";
  {
    view::LayoutFile file(state);
    CHECK(file.layout() == view::Layout{});
    CHECK_FALSE(file.keep(other, 1));
    CHECK_FALSE(std::filesystem::exists(state / "layout.toml"));  // perhaps still being dragged
    CHECK_FALSE(file.keep(other, 1));
    CHECK(view::LayoutFile(state).layout() == other);
    view::Layout put_away = other;
    put_away.width = 0;
    CHECK_FALSE(file.keep(put_away, 1));
    view::Layout last = other;
    last.theme = view::Theme::dark;
    CHECK_FALSE(file.keep(last, 1));
  }
  view::LayoutFile read(state);
  CHECK(read.layout().theme == view::Theme::dark);
  CHECK(read.layout().width == other.width);
  CHECK(read.notice().empty());
}

TEST_CASE("a broken layout is told with its place and the window begins as usual", "[view][unit]") {
  const test::TemporaryFolder folder;
  { view::LayoutFile(folder.path()).keep(other, 1); }
  const std::string good = text_of(folder.path() / "layout.toml");
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string text = good;
    text.replace(text.find(from), from.size(), to);
    return text;
  };
  const std::vector<std::pair<std::string, std::string>> broken{{with("1600", "-5"), "width"},
                                                                {with("1600", "nan"), "width"},
                                                                {with("light", "pink"), "pink"},
                                                                {with("1.2", "\"big\""), "text_scale"},
                                                                {with("18", "1e9"), "left_panel"},
                                                                {"format = ", "layout.toml:1"},
                                                                {std::string("\0\xff\n", 3), "layout.toml"},
                                                                {"", "format"}};
  for (const auto& [text, said] : broken) {
    folder.write("layout.toml", text);
    const view::LayoutFile file(folder.path());
    CAPTURE(text, file.notice());
    CHECK(file.layout() == view::Layout{});
    CHECK_THAT(file.notice(), Contains(said));
    CHECK_THAT(file.notice(), Contains("layout.toml"));
  }
  std::filesystem::remove(folder.path() / "layout.toml");
  std::filesystem::create_directory(folder.path() / "layout.toml");
  CHECK_THAT(view::LayoutFile(folder.path()).notice(), Contains("layout.toml"));
}

TEST_CASE("a folder that cannot be written is told once and changes nothing else", "[view][unit]") {
  const test::TemporaryFolder folder;
  view::LayoutFile file(folder.write("a_file", "") / "state");
  CHECK_FALSE(file.keep(other, 1));
  CHECK(file.keep(other, 1));
  CHECK_THAT(file.notice(), Contains("not remembered") && Contains("a_file"));
  view::Layout next = other;
  next.text_scale = 1.5;
  CHECK_FALSE(file.keep(next, 1));
  CHECK_FALSE(file.keep(next, 1));
  CHECK(file.layout() == next);
}

TEST_CASE("the window comes back as it was left: mode, theme, text, the split between its panels", "[view][ui]") {
  const test::TemporaryFolder folder;
  const auto state = folder.path() / "state";
  double text_scale = 1;
  {
    test::UiDriver driver(state);
    const float before = driver.workbench().picture_place().x;
    driver.turn({before - 3, 400}, {before + 57, 400});  // the edge of the left panel
    CHECK(driver.workbench().picture_place().x == Approx(before + 60).margin(2));
    driver.click("View");
    driver.click("Researcher");
    driver.click("View");
    driver.click("Light theme");
    driver.click("View");
    driver.drag("Text", 0.33);
    text_scale = driver.workbench().view_state().text_scale;
    CHECK(text_scale > 1);
  }
  const view::Layout left = view::LayoutFile(state).layout();
  CHECK(left.mode == view::Mode::researcher);
  CHECK(left.theme == view::Theme::light);
  CHECK(left.text_scale == text_scale);
  CHECK(left.left_panel == Approx(25).margin(0.2));
  CHECK(left.width == view::Layout{}.width);
  test::UiDriver driver(state);
  CHECK(driver.sees("Parameters"));
  CHECK(driver.workbench().view_state().style.theme == view::Theme::light);
  CHECK(driver.workbench().view_state().text_scale == left.text_scale);
  CHECK(driver.workbench().picture_place().x > 375);
}

TEST_CASE("a window whose layout is broken opens and says so", "[view][ui]") {
  const test::TemporaryFolder folder;
  folder.write("layout.toml", "width = 3");
  test::UiDriver driver(folder.path());
  CHECK_THAT(driver.workbench().message(), Contains("layout.toml"));
  CHECK(driver.sees("L4-L5"));
}

}  // namespace
