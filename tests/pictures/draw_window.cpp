// Draws the window, without a display, as it is after somebody has done something with it: for docs/pictures, and to look at
// how panels stand at other sizes.
//   draw_window OUT.png [--size WxH] [--text PERCENT] [--mode MODE] [--theme THEME] [--made-up] [--places FILE] ACTION...
// Actions: CONTROL clicks it, LIST=ITEM chooses, CONTROL@SHARE drags a slider, +KEYS presses letters one after the other,
// "solved" waits for the final answer, "plotted" for a plot, "people" for the band over people. `--made-up` solves
// nothing: spines bent by hand. `--places` writes where each control is then seen, "X Y NAME" of its middle in pixels.

#include <cstdio>
#include <cstring>
#include <stdexcept>
#include <string>

#include "../study/temporary_folder.hpp"
#include "../view/ui_driver.hpp"
#include "core/parallel.hpp"
#include "study/atomic_file.hpp"

namespace {

using namespace spondyl;

template <typename Choice, std::size_t N>
Choice chosen(const std::array<std::string_view, N>& names, const std::string& name) {
  for (std::size_t k = 0; k < N; ++k) {
    if (names[k] == name)
      return static_cast<Choice>(k);
  }
  throw std::runtime_error("no such choice: " + name);
}

void act(test::UiDriver& driver, const std::string& action) {
  const auto wait = [&](const auto& is_so) {
    if (!driver.wait_for(is_so))
      throw std::runtime_error("waited in vain: " + action);
  };
  view::Workbench& workbench = driver.workbench();
  if (action == "solved")
    return wait([&] { return !workbench.answers().is_stale() && workbench.answers().is_final(); });
  if (action == "plotted")
    return wait([&] { return workbench.plot().has_value(); });
  if (action == "people")
    return wait([&] { return workbench.people() != nullptr; });
  if (action.front() == '+') {
    for (const char letter : action.substr(1))
      driver.key(letter);
    return;
  }
  if (const auto at = action.rfind('@'); at != std::string::npos)
    return driver.drag(action.substr(0, at), std::stod(action.substr(at + 1)));
  if (const auto at = action.rfind('='); at != std::string::npos)
    return driver.choose(action.substr(0, at), action.substr(at + 1));
  driver.click(action);
}

std::string places_text(const view::Landmarks& landmarks) {
  std::string text;
  for (const auto& [name, place] : landmarks.places())
    text += std::to_string(static_cast<int>(0.5f * (place.low.x + place.high.x))) + " " +
            std::to_string(static_cast<int>(0.5f * (place.low.y + place.high.y))) + " " + name + "\n";
  return text;
}

void draw(int argc, char** argv) {
  const test::TemporaryFolder state;
  view::Layout layout;
  std::vector<std::string> actions;
  bool is_made_up = false;
  std::string places;
  for (int i = 2; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--made-up")
      is_made_up = true;
    else if (word.starts_with("--") && i + 1 >= argc)
      throw std::runtime_error("a value is missing behind " + word);
    else if (word == "--size" && std::sscanf(argv[++i], "%dx%d", &layout.width, &layout.height) != 2)
      throw std::runtime_error("no size: " + std::string(argv[i]));
    else if (word == "--places")
      places = argv[++i];
    else if (word == "--text")
      layout.text_scale = std::stod(argv[++i]) / 100;
    else if (word == "--mode")
      layout.mode = chosen<view::Mode>(view::mode_names, argv[++i]);
    else if (word == "--theme")
      layout.theme = chosen<view::Theme>(view::theme_names, argv[++i]);
    else if (word != "--size")
      actions.push_back(word);
  }
  { view::LayoutFile(state.path()).keep(layout, 0); }
  test::UiDriver driver(
      state.path(),
      is_made_up ? std::make_unique<test::BentAnswerer>() : view::make_study_answerer(core::available_threads()),
      is_made_up ? test::made_up_people : sweep::population_of, {},
      is_made_up ? test::made_up_course : view::make_course_solver(), view::Quality::fine);
  driver.wait_for_answer();
  for (const std::string& action : actions)
    act(driver, action);
  driver.frames(3);
  study::write_atomically(argv[1], view::png_of(driver.image()));
  if (!places.empty())
    study::write_atomically(places, places_text(driver.workbench().landmarks()));
}

}  // namespace

int main(int argc, char** argv) {
  try {
    if (argc < 2)
      throw std::runtime_error("usage: draw_window OUT.png [OPTION|ACTION]...");
    draw(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "draw_window: %s\n", error.what());
    return 2;
  }
}
