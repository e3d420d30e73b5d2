// How many frames a second are drawn while a spine is turned: in the whole window, and in a picture of several viewports.
// Without a display, under whatever OpenGL there is (Mesa's on a machine without a graphics card). CSV: quantity,
// setting, threads, value, unit.
//   bench_frames [FRAMES]

#include <vtk_glew.h>  // before all other OpenGL

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "../study/temporary_folder.hpp"
#include "../view/ui_driver.hpp"
#include "core/parallel.hpp"
#include "core/units.hpp"

namespace {

using namespace spondyl;

void print(const char* quantity, const std::string& setting, double value, const char* unit) {
  std::printf("%s,%s,%d,%.4g,%s\n", quantity, setting.c_str(), core::available_threads(), value, unit);
}

template <typename Work>
double seconds(const Work& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// By the mouse, panels and all.
void turn_window(int n_frames) {
  const test::TemporaryFolder folder;
  test::UiDriver driver(folder.path() / "state");
  if (!driver.wait_for_answer())
    std::exit(1);
  std::printf("# %s\n", reinterpret_cast<const char*>(glGetString(GL_RENDERER)));
  const auto measure = [&](const std::string& setting) {
    const ImVec2 middle = driver.workbench().picture().scenes().front().middle();
    driver.frames(5);
    const double taken = seconds([&] { driver.turn(middle, {middle.x + 90, middle.y + 10}, n_frames); });
    print("frames while turning", "window of 1280x800; " + setting, n_frames / taken, "frames/s");
  };
  measure("one viewport");
  for (const char key : {'M', 'F', 'O'})
    driver.key(key);
  measure("one viewport; all marks");
  for (const char key : {'M', 'F', 'O', 'C'})
    driver.key(key);
  measure("two viewports");
}

/// As `spondyl render --film turn` does, but as coarse as the window while it moves.
void turn_picture(int n_frames) {
  constexpr int width = 1280, height = 800;
  const view::EglContext context;
  view::Picture picture;
  const view::Gui gui(15);
  view::OffscreenFrame frame(width, height);
  const view::PictureText text{"Three viewports", "turned", "", {"intact", "plan A", "plan B"}};
  picture.set_fine(false);
  picture.show({test::bent_specimen(false), test::bent_specimen(true), test::bent_specimen(true)});
  const auto draw = [&] {
    frame.begin();
    ImGui::NewFrame();
    picture.draw(ImGui::GetBackgroundDrawList(), gui.fonts(), {0, 0, width, height}, text);
    frame.end();
  };
  draw();
  const double taken = seconds([&] {
    for (int k = 0; k < n_frames; ++k) {
      view::apply(view::turned(view::aim_of(picture.camera()), {0, 0, 90}, core::radians(2)), picture.camera());
      picture.mark_changed();
      draw();
    }
  });
  print("frames while turning", "picture of 1280x800; three viewports", n_frames / taken, "frames/s");
}

}  // namespace

int main(int argc, char** argv) {
  const int n_frames = argc > 1 ? std::max(1, std::atoi(argv[1])) : 100;
  std::printf("quantity,setting,threads,value,unit\n");
  turn_window(n_frames);
  turn_picture(n_frames);
}
