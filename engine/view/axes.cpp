#include "view/axes.hpp"

#include <algorithm>

#include "view/ticks.hpp"

namespace spondyl::view {
namespace {

constexpr int y_marks = 4;
constexpr float y_gap = 0.4f;  // between numbers and axis, in ems

/// Calls `draw(value, text, size)` for the round numbers of a range.
template <typename Draw>
void for_marks(const ValueRange& range, int wanted, const Draw& draw) {
  const std::vector<double> marks = ticks(range.low, range.high, wanted);
  const double step = marks.size() > 1 ? marks[1] - marks[0] : 1;
  for (const double mark : marks) {
    const std::string text = tick_text(mark, step);
    draw(mark, text.c_str(), ImGui::CalcTextSize(text.c_str()));
  }
}

}  // namespace

float y_scale_width(const ValueRange& range) {
  float width = 0;
  for_marks(range, y_marks, [&](double, const char*, ImVec2 size) { width = std::max(width, size.x); });
  return width + 2 * y_gap * ImGui::GetFontSize();
}

void draw_y_scale(ImDrawList* list, const Axes& axes) {
  const float gap = y_gap * ImGui::GetFontSize();
  for_marks(axes.y_range, y_marks, [&](double mark, const char* text, ImVec2 size) {
    const float y = axes.y(mark);
    list->AddLine({axes.area.x, y}, {axes.area.right(), y}, ImGui::GetColorU32(ImGuiCol_Border));
    list->AddText({axes.area.x - size.x - gap, y - 0.5f * size.y}, ImGui::GetColorU32(ImGuiCol_TextDisabled), text);
  });
}

void draw_x_scale(ImDrawList* list, const Axes& axes) {
  constexpr int wanted = 5;
  const float gap = 0.2f * ImGui::GetFontSize();
  for_marks(axes.x_range, wanted, [&](double mark, const char* text, ImVec2 size) {
    const float x = axes.x(mark);
    list->AddLine({x, axes.area.y}, {x, axes.area.bottom()}, ImGui::GetColorU32(ImGuiCol_Border));
    list->AddText({x - 0.5f * size.x, axes.area.bottom() + gap}, ImGui::GetColorU32(ImGuiCol_TextDisabled), text);
  });
}

}  // namespace spondyl::view
