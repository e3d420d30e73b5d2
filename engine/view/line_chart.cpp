#include "view/line_chart.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "view/axes.hpp"
#include "view/palette.hpp"

namespace spondyl::view {
namespace {

constexpr float chart_ems = 17, left_margin = 3.4f, foot = 3, top_margin = 0.6f;  // in ems

enum class Marker { circle, square, triangle };

/// Of lines by their place: the order of view/chart.cpp.
struct LineStyle {
  float dash, gap;  // in ems; a solid line has no gap
  Marker marker;
  ImU32 color;
};

LineStyle style_of(std::size_t place) {
  const std::array<LineStyle, 3> styles{{{1, 0, Marker::circle, ImGui::GetColorU32(ImGuiCol_Text)},
                                         {0.6f, 0.35f, Marker::square, ImGui::GetColorU32(ImGuiCol_CheckMark)},
                                         {0.15f, 0.3f, Marker::triangle, packed(neighbor_color)}}};
  return styles[place % styles.size()];
}

/// `walked`: pixels of the pattern already used up, so that dashes run on around corners.
void draw_line(ImDrawList* list, ImVec2 from, ImVec2 to, const LineStyle& style, float& walked) {
  const float em = ImGui::GetFontSize(), thickness = 0.13f * em;
  if (style.gap == 0)
    return list->AddLine(from, to, style.color, thickness);
  const float length = std::hypot(to.x - from.x, to.y - from.y), period = (style.dash + style.gap) * em;
  const auto at = [&](float s) {
    return ImVec2{from.x + (to.x - from.x) * s / length, from.y + (to.y - from.y) * s / length};
  };
  for (float s = -std::fmod(walked, period); s < length; s += period) {
    const float begin = std::max(s, 0.f), end = std::min(s + style.dash * em, length);
    if (end > begin)
      list->AddLine(at(begin), at(end), style.color, thickness);
  }
  walked += length;
}

void draw_marker(ImDrawList* list, ImVec2 at, const LineStyle& style) {
  const float r = 0.28f * ImGui::GetFontSize();
  switch (style.marker) {
    case Marker::circle:
      list->AddCircleFilled(at, r, ImGui::GetColorU32(ImGuiCol_WindowBg), 16);
      return list->AddCircle(at, r, style.color, 16, 0.5f * r);
    case Marker::square:
      return list->AddRectFilled({at.x - r, at.y - r}, {at.x + r, at.y + r}, style.color);
    case Marker::triangle:
      return list->AddTriangleFilled({at.x - r, at.y + r}, {at.x + r, at.y + r}, {at.x, at.y - r}, style.color);
  }
}

void draw_corridor(ImDrawList* list, float x, float low, float high) {
  const float half = 0.35f * ImGui::GetFontSize();
  list->AddRectFilled({x - half, high}, {x + half, low}, ImGui::GetColorU32(ImGuiCol_TextDisabled, 0.45f));
  for (const float y : {low, high})
    list->AddLine({x - 1.6f * half, y}, {x + 1.6f * half, y}, ImGui::GetColorU32(ImGuiCol_TextDisabled), 1.5f);
}

Axes axes_of(const Chart& chart, const Rect& area) {
  ValueRange x{0, 0}, y{0, 0};
  const auto take = [](ValueRange& range, double value) {
    range.low = std::min(range.low, value);
    range.high = std::max(range.high, value);
  };
  for (const ChartLine& line : chart.lines) {
    for (const ChartPoint& p : line.points) {
      take(x, p.x);
      take(y, p.y);
    }
  }
  for (const ChartCorridor& c : chart.corridors) {
    take(x, c.x);
    take(y, c.low);
    take(y, c.high);
  }
  for (ValueRange* range : {&x, &y}) {
    if (range->high <= range->low)
      range->high = range->low + 1;
  }
  y.high += 0.05 * (y.high - y.low);
  return {area, x, y};
}

void legend(const Chart& chart) {
  const float em = ImGui::GetFontSize(), width = 2.6f * em;
  const auto entry = [&](const std::string& text, const auto& draw) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float middle = at.y + 0.5f * ImGui::GetTextLineHeight();
    draw(ImGui::GetWindowDrawList(), ImVec2{at.x, middle}, ImVec2{at.x + width, middle});
    ImGui::Dummy({width, ImGui::GetTextLineHeight()});
    ImGui::SameLine(0, 0.4f * em);
    ImGui::TextWrapped("%s", text.c_str());
  };
  for (std::size_t k = 0; k < chart.lines.size(); ++k) {
    if (chart.lines[k].points.empty())
      continue;
    entry(chart.lines[k].name, [&](ImDrawList* list, ImVec2 from, ImVec2 to) {
      float walked = 0;
      draw_line(list, from, to, style_of(k), walked);
      draw_marker(list, {0.5f * (from.x + to.x), from.y}, style_of(k));
    });
  }
  for (const ChartCorridor& c : chart.corridors) {
    entry(c.name, [&](ImDrawList* list, ImVec2 from, ImVec2 to) {
      draw_corridor(list, 0.5f * (from.x + to.x), from.y + 0.45f * em, from.y - 0.45f * em);
    });
  }
}

/// What is nearest to the mouse, in numbers.
void show_nearest(const Chart& chart, const Axes& axes) {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const ChartLine* nearest = nullptr;
  ChartPoint point;
  float least = 2.5f * ImGui::GetFontSize();
  for (const ChartLine& line : chart.lines) {
    for (const ChartPoint& p : line.points) {
      const float distance = std::hypot(axes.x(p.x) - mouse.x, axes.y(p.y) - mouse.y);
      if (distance < least) {
        least = distance;
        nearest = &line;
        point = p;
      }
    }
  }
  if (nearest)
    ImGui::SetTooltip("%s\n%s: %.3g\n%s: %.3g", nearest->name.c_str(), chart.x_title.c_str(), point.x,
                      chart.y_title.c_str(), point.y);
}

}  // namespace

void line_chart(Landmarks& landmarks, const Chart& chart) {
  const float em = ImGui::GetFontSize();
  ImGui::TextWrapped("%s", chart.title.c_str());
  legend(chart);
  ImGui::TextUnformatted(chart.y_title.c_str());
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const Rect whole{at.x, at.y, std::max(ImGui::GetContentRegionAvail().x, 10 * em), chart_ems * em};
  ImGui::InvisibleButton("##chart", {whole.width, whole.height});
  landmarks.mark("chart");
  const bool is_hovered = ImGui::IsItemHovered();

  const Axes axes = axes_of(chart, {whole.x + left_margin * em, whole.y + top_margin * em,
                                    whole.width - (left_margin + 0.8f) * em, whole.height - (foot + top_margin) * em});
  ImDrawList* list = ImGui::GetWindowDrawList();
  draw_y_scale(list, axes);
  draw_x_scale(list, axes);
  const ImVec2 size = ImGui::CalcTextSize(chart.x_title.c_str());
  list->AddText({axes.area.right() - size.x, axes.area.bottom() + 1.5f * em}, ImGui::GetColorU32(ImGuiCol_Text),
                chart.x_title.c_str());
  for (const ChartCorridor& c : chart.corridors)
    draw_corridor(list, axes.x(c.x), axes.y(c.low), axes.y(c.high));
  for (std::size_t k = 0; k < chart.lines.size(); ++k) {
    const std::vector<ChartPoint>& points = chart.lines[k].points;
    const LineStyle style = style_of(k);
    float walked = 0;
    for (std::size_t i = 0; i + 1 < points.size(); ++i)
      draw_line(list, {axes.x(points[i].x), axes.y(points[i].y)}, {axes.x(points[i + 1].x), axes.y(points[i + 1].y)},
                style, walked);
    for (const ChartPoint& p : points)
      draw_marker(list, {axes.x(p.x), axes.y(p.y)}, style);
  }
  if (is_hovered)
    show_nearest(chart, axes);
}

}  // namespace spondyl::view
