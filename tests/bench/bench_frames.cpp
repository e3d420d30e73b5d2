// How many frames a second are drawn while a spine is turned: in the whole window, and in a picture of several viewports;
// and how long after a slider was set the picture of its answer is there. Without a display, under whatever OpenGL there
// is (Mesa's on a machine without a graphics card). CSV: quantity, setting, threads, value, unit.
//   bench_frames [FRAMES] [EDITS]

#include <vtk_glew.h>  // before all other OpenGL

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "../study/temporary_folder.hpp"
#include "../view/ui_driver.hpp"
#include "core/parallel.hpp"
#include "core/units.hpp"

namespace {

using namespace spondyl;

using Clock = std::chrono::steady_clock;

double seconds_between(Clock::time_point begin, Clock::time_point end) {
  return std::chrono::duration<double>(end - begin).count();
}

/// The median time from one frame to the next.
class Frames {
 public:
  void take() {
    const auto now = Clock::now();
    if (last_)
      seconds_.push_back(seconds_between(*last_, now));
    last_ = now;
  }
  double a_second() {
    std::sort(seconds_.begin(), seconds_.end());
    return 1 / seconds_[seconds_.size() / 2];
  }

 private:
  std::optional<Clock::time_point> last_;
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
  for (const char key : {'M', 'F', 'R'})
    driver.key(key);
  measure("one viewport; all marks");
  for (const char key : {'M', 'F', 'R', 'C'})
    driver.key(key);
  measure("two viewports");
}

/// Wakes a window that waits for the person, as an event of GLFW does.
class Bell {
 public:
  void ring() {
    const std::lock_guard lock(mutex_);
    has_rung_ = true;
    rung_.notify_one();
  }
  void wait(std::chrono::milliseconds most) {
    std::unique_lock lock(mutex_);
    rung_.wait_for(lock, most, [this] { return has_rung_; });
    has_rung_ = false;
  }

 private:
  std::mutex mutex_;
  std::condition_variable rung_;
  bool has_rung_ = false;
};

/// A slider is set, the solver answers with rigid bone, the picture of that is drawn; then the next edit interrupts elastic
/// bone.
void edit_window(int n_edits) {
  const test::TemporaryFolder folder;
  Bell bell;
  test::UiDriver driver(folder.path() / "state", view::make_study_answerer(core::available_threads()),
                        test::made_up_people, {}, test::made_up_course, view::Quality::adaptive,
                        [&bell] { bell.ring(); });
  driver.choose("Approach", "plif");
  if (!driver.wait_for_answer())
    std::exit(1);
  std::string text = driver.workbench().document().text();
  Clock::time_point begin = Clock::now();
  std::optional<Clock::time_point> edited;
  long old_edition = 0;  // of the answer before it; the answer is not known to be stale before the next frame
  std::vector<double> latencies, frames;
  driver.after_each_frame([&] {
    const Clock::time_point end = Clock::now();
    if (text != driver.workbench().document().text()) {
      text = driver.workbench().document().text();
      edited = begin;
      old_edition = driver.workbench().answers().edition();
    }
    if (edited)
      frames.push_back(seconds_between(begin, end));
    const view::Answers& answers = driver.workbench().answers();
    if (edited && answers.edition() != old_edition && !answers.is_stale()) {
      latencies.push_back(seconds_between(*edited, end));
      edited.reset();
    }
    if (!driver.workbench().is_busy())
      bell.wait(std::chrono::milliseconds(100));
    begin = Clock::now();
  });
  const auto measure = [&](const char* tab, const char* slider) {
    latencies.clear();
    frames.clear();
    driver.click(tab);
    for (int k = 0; k < n_edits; ++k) {
      const double share = 0.03 + 0.6 * k / n_edits;
      driver.drag(slider, share, share);
      if (!driver.wait_for_answer())
        std::exit(1);
    }
    std::sort(latencies.begin(), latencies.end());
    const auto row = [&](const char* quantity, double value) {
      std::printf("%s,%s; %zu edits,%d,%.4g,s\n", quantity, slider, latencies.size(), core::available_threads(), value);
    };
    row("median from a slider to its picture", latencies[latencies.size() / 2]);
    row("longest from a slider to its picture", latencies.back());
    row("longest frame until then", *std::max_element(frames.begin(), frames.end()));
  };
  measure("Loads", "Moment");
  measure("Plan", "Since surgery");
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
  edit_window(argc > 2 ? std::max(1, std::atoi(argv[2])) : 20);
}
