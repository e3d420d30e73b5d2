// Somebody at the window: sees controls by their names, moves the mouse, presses keys. The whole window is drawn, without
// a display, as large and with text of the size that the layout in its state folder says.
#pragma once

#include <imgui.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>

#include "bent_spine.hpp"
#include "made_up_course.hpp"
#include "made_up_people.hpp"
#include "view/egl_context.hpp"
#include "view/opening.hpp"
#include "view/png.hpp"
#include "view/workbench.hpp"

namespace spondyl::test {

class UiDriver {
 public:
  explicit UiDriver(
      const std::filesystem::path& state_folder,
      std::unique_ptr<view::Answerer> answerer = std::make_unique<BentAnswerer>(),
      view::PeopleSolver people = made_up_people, std::optional<std::size_t> n_people = {},
      view::CourseSolver courses = made_up_course, view::Quality quality = view::Quality::plain,
      std::function<void()> ring = [] {})
      : layout_(view::LayoutFile(state_folder).layout()),
        workbench_({shipped_parameters(), view::document_of({}, shipped_parameters()), std::move(answerer),
                    state_folder, quality, 1, n_people, std::move(people), std::move(courses), std::move(ring)}) {
    frames(3);
  }

  view::Workbench& workbench() { return workbench_; }
  const study::Scene& scene() const { return workbench_.document().scene(); }

  void frames(int n) {
    for (int k = 0; k < n; ++k) {
      gui_.set_text_pixels(text_pixels * workbench_.view_state().text_scale);
      frame_.begin();
      ImGuiIO& io = ImGui::GetIO();
      io.MousePos = mouse_;
      io.MouseDown[0] = is_down_;
      ImGui::NewFrame();
      workbench_.frame(gui_, 1.0 / 60);
      frame_.end();
      if (workbench_.wants_frame())
        workbench_.save_picture(image());
      after_frame_();
    }
  }
  /// From now on.
  void after_each_frame(std::function<void()> call) { after_frame_ = std::move(call); }

  /// Draws until it is so; false after minutes.
  bool wait_for(const std::function<bool()>& is_so) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(4);
    while (!is_so() && std::chrono::steady_clock::now() < deadline)
      frames(1);
    frames(2);
    return is_so();
  }
  /// For the answer to what is on the screen.
  bool wait_for_answer() {
    frames(1);  // in which it is asked for
    return wait_for([this] { return !workbench_.answers().is_stale(); });
  }

  bool sees(const std::string& name) const { return workbench_.landmarks().places().contains(name); }

  void click(const std::string& name) {
    move_to(place_of(name), 0.5);
    press(true);
    press(false);
  }

  /// In pixels, somewhere on the picture.
  void click_at(ImVec2 pixel) {
    mouse_ = pixel;
    frames(2);
    press(true);
    press(false);
  }

  /// With the left button, from one pixel of the picture to another, in so many moves of a frame each.
  void turn(ImVec2 from, ImVec2 to, int moves = 1, const std::function<void()>& after_move = nullptr) {
    mouse_ = from;
    frames(2);
    press(true);
    for (int k = 1; k <= moves; ++k) {
      const float share = static_cast<float>(k) / static_cast<float>(moves);
      mouse_ = {from.x + share * (to.x - from.x), from.y + share * (to.y - from.y)};
      frames(1);
      if (after_move)
        after_move();
    }
    frames(1);
    press(false);
  }

  /// On a slider, from one share of its length to another.
  void drag(const std::string& name, double to, double from = 0.5) {
    const auto place = place_of(name);
    move_to(place, from);
    press(true);
    move_to(place, to);
    frames(2);
    press(false);
  }

  void choose(const std::string& list, const std::string& name) {
    click(list);
    click(list + "/" + name);
  }

  void key(int code, bool is_control = false) {
    ImGuiIO& io = ImGui::GetIO();
    io.KeyCtrl = is_control;
    io.KeysDown[code] = true;
    frames(2);
    io.KeysDown[code] = false;
    io.KeyCtrl = false;
    frames(2);
  }

  void type(const std::string& text) {
    ImGui::GetIO().AddInputCharactersUTF8(text.c_str());
    frames(2);
  }

  view::Image image() const { return {layout_.width, layout_.height, frame_.pixels()}; }

 private:
  using Place = view::Landmarks::Place;

  Place place_of(const std::string& name) const {
    const auto place = workbench_.landmarks().places().find(name);
    if (place == workbench_.landmarks().places().end())
      throw std::runtime_error("no control '" + name + "' is to be seen");
    return place->second;
  }

  void move_to(const Place& place, double share) {
    const auto& [low, high] = place;
    mouse_ = {low.x + static_cast<float>(share) * (high.x - low.x), 0.5f * (low.y + high.y)};
    frames(2);
  }

  void press(bool is_down) {
    is_down_ = is_down;
    frames(2);
  }

  static constexpr double text_pixels = 15;  // as in view/window.cpp
  view::EglContext context_;
  view::Canvas functions_;  ///< loads OpenGL's
  view::Layout layout_;     ///< when it was opened
  view::Gui gui_{text_pixels};
  view::OffscreenFrame frame_{layout_.width, layout_.height};
  view::Workbench workbench_;
  ImVec2 mouse_{-1, -1};
  bool is_down_ = false;
  std::function<void()> after_frame_ = [] {};
};

}  // namespace spondyl::test
