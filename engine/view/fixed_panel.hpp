// A part of the window with a place of its own, filling it, as an ImGui window that nobody can move.
#pragma once

#include <imgui.h>

#include "view/overlay.hpp"

namespace spondyl::view {

/// To be ended with ImGui::End.
inline void begin_fixed(const char* name, const Rect& where, ImGuiWindowFlags more = 0) {
  ImGui::SetNextWindowPos({where.x, where.y});
  ImGui::SetNextWindowSize({where.width, where.height});
  ImGui::Begin(name, nullptr,
               ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoResize |
                   ImGuiWindowFlags_NoBringToFrontOnFocus | more);
}

}  // namespace spondyl::view
