// How many frames a second are drawn while a spine is turned: in the whole window, and in a picture of several viewports.
// Without a display, under whatever OpenGL there is (Mesa's on a machine without a graphics card). CSV: quantity,
// setting, threads, value, unit.
//   bench_frames [FRAMES]

#include <vtk_glew.h>  // before all other OpenGL

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include "../study/temporary_folder.hpp"
#include "../view/ui_driver.hpp"
#include "core/parallel.hpp"
#include "core/units.hpp"

namespace {

using namespace spondyl;

/// The median time from one frame to the next.
class Frames {
 public:
  void take() {
    const auto now = std::chrono::steady_clock::now();
    if (last_)
      seconds_.push_back(std::chrono::duration<double>(now - *last_).count());
    last_ = now;
  }
  double a_second() {
    std::sort(seconds_.begin(), seconds_.end());
    return 1 / seconds_[seconds_.size() / 2];
  }

 private:
  std::optional<std::chrono::steady_clock::time_point> last_;
  std::vector<double> seconds_;
};

void print_frames(const std::string& setting, Frames& frames) {
  std::printf("frames while turning,%s,%d,%.4g,frames/s\n", setting.c_str(), core::available_threads(),
              frames.a_second());
}

/// By the mouse, panels and all.
void turn_window(int n_frames) {
  const test::TemporaryFolder folder;
  test::UiDriver driver(folder.path() / "state", std::make_unique<test::BentAnswerer>(), test::made_up_people, {},
                        test::made_up_course, view::Quality::adaptive);
  if (!driver.wait_for_answer())
    std::exit(1);
  std::printf("# %s\n", reinterpret_cast<const char*>(glGetString(GL_RENDERER)));
  const auto measure = [&](const std::string& setting) {
    const ImVec2 middle = driver.workbench().picture().scenes().front().middle();
    Frames frames;
    driver.turn(middle, {middle.x + 90, middle.y + 10}, n_frames, [&] { frames.take(); });
    print_frames("window of 1280x800; " + setting, frames);
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
  picture.set_detail(view::Detail::coarse);
  picture.show({test::bent_specimen(false), test::bent_specimen(true), test::bent_specimen(true)});
  const auto draw = [&] {
    frame.begin();
    ImGui::NewFrame();
    picture.draw(ImGui::GetBackgroundDrawList(), gui.fonts(), {0, 0, width, height}, text);
    frame.end();
  };
  draw();
  Frames frames;
  for (int k = 0; k < n_frames; ++k) {
    view::apply(view::turned(view::aim_of(picture.camera()), {0, 0, 90}, core::radians(2)), picture.camera());
    picture.mark_changed();
    draw();
    frames.take();
  }
  print_frames("picture of 1280x800; three viewports", frames);
}

}  // namespace

int main(int argc, char** argv) {
  const int n_frames = argc > 1 ? std::max(2, std::atoi(argv[1])) : 100;
  std::printf("quantity,setting,threads,value,unit\n");
  turn_window(n_frames);
  turn_picture(n_frames);
}
