// A part of the window with a place of its own, filling it, as an ImGui window that nobody can move.
#pragma once

#include <imgui.h>

#include "view/overlay.hpp"

namespace spondyl::view {

/// To be ended with ImGui::End. Where it is narrower than `content_width`, in pixels, its content scrolls sideways.
inline void begin_fixed(const char* name, const Rect& where, ImGuiWindowFlags more = 0, float content_width = 0) {
  if (content_width > where.width) {
    ImGui::SetNextWindowContentSize({content_width, 0});
    more |= ImGuiWindowFlags_HorizontalScrollbar;
  }
  ImGui::SetNextWindowPos({where.x, where.y});
  ImGui::SetNextWindowSize({where.width, where.height});
  ImGui::Begin(name, nullptr,
               ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoResize |
                   ImGuiWindowFlags_NoBringToFrontOnFocus | more);
}

}  // namespace spondyl::view
