#include "view/splitter.hpp"

#include <string>

#include "view/fixed_panel.hpp"

namespace spondyl::view {

float splitter(Landmarks& landmarks, const char* name, const Rect& where) {
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, {1, 1});
  begin_fixed(("##" + std::string(name)).c_str(), where, ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoNav);
  ImGui::InvisibleButton(name, {where.width, where.height});
  landmarks.mark(name);
  const bool is_used = ImGui::IsItemHovered() || ImGui::IsItemActive();
  if (is_used)
    ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
  const float x = where.middle().x;
  ImGui::GetWindowDrawList()->AddLine({x, where.y}, {x, where.bottom()},
                                      ImGui::GetColorU32(is_used ? ImGuiCol_CheckMark : ImGuiCol_Border));
  const float moved = ImGui::IsItemActive() ? ImGui::GetIO().MouseDelta.x : 0;
  ImGui::End();
  ImGui::PopStyleVar(2);
  return moved;
}

}  // namespace spondyl::view
