#include "view/bar_chart.hpp"

#include <algorithm>

#include "view/overlay.hpp"
#include "view/palette.hpp"
#include "view/ticks.hpp"

namespace spondyl::view {
namespace {

constexpr float chart_height = 7.5f, left_margin = 3.2f, foot = 1.3f, bar_share = 0.36f;  // in ems; share of a level
constexpr int wanted_ticks = 4;

ImU32 color_of(const DashboardRow& row) {
  return row.is_neighbor ? packed(neighbor_color) : ImGui::GetColorU32(ImGuiCol_CheckMark);
}

/// From zero to what is shown.
ValueRange range_of(const std::vector<DashboardRow>& rows) {
  ValueRange range{0, 0};
  for (const DashboardRow& row : rows) {
    for (const std::optional<double>& value : {row.before, row.after}) {
      range.low = std::min(range.low, value.value_or(0));
      range.high = std::max(range.high, value.value_or(0));
    }
  }
  if (range.high <= range.low)
    range.high = range.low + 1;
  return range;
}

/// The area of the bars with its vertical scale.
struct Plot {
  Rect area;
  ValueRange range;

  float y(double value) const {
    return area.bottom() - static_cast<float>((value - range.low) / (range.high - range.low)) * area.height;
  }
};

void draw_scale(ImDrawList* list, const Plot& plot) {
  const std::vector<double> marks = ticks(plot.range.low, plot.range.high, wanted_ticks);
  const double step = marks.size() > 1 ? marks[1] - marks[0] : 1;
  const float em = ImGui::GetFontSize();
  for (const double mark : marks) {
    const float y = plot.y(mark);
    const std::string text = tick_text(mark, step);
    const ImVec2 size = ImGui::CalcTextSize(text.c_str());
    list->AddLine({plot.area.x, y}, {plot.area.right(), y}, ImGui::GetColorU32(ImGuiCol_Border));
    list->AddText({plot.area.x - size.x - 0.4f * em, y - 0.5f * size.y}, ImGui::GetColorU32(ImGuiCol_TextDisabled),
                  text.c_str());
  }
}

/// `slot`: the place of the level, as high as the plot.
void draw_level(ImDrawList* list, const Plot& plot, const Rect& slot, const DashboardRow& row) {
  const float width = bar_share * slot.width, middle = slot.middle().x;
  const float zero = plot.y(0);
  if (row.before)
    list->AddRect({middle - width, plot.y(*row.before)}, {middle, zero}, ImGui::GetColorU32(ImGuiCol_Text), 0, 0, 1.5f);
  if (row.after)
    list->AddRectFilled({middle, plot.y(*row.after)}, {middle + width, zero}, color_of(row));
  const std::string name = (row.is_neighbor ? "▲" : row.is_fused ? "■" : "") + row.level;
  const float text_width = ImGui::CalcTextSize(name.c_str()).x;
  list->AddText({middle - 0.5f * text_width, slot.bottom() + 0.15f * ImGui::GetFontSize()},
                row.is_fused ? packed(fused_color) : ImGui::GetColorU32(ImGuiCol_Text), name.c_str());
}

void show_numbers(const DashboardTable& table, const DashboardRow& row) {
  ImGui::SetTooltip("%s, %s\nintact %s, operated %s: %s", row.level.c_str(), table.title.c_str(), row.intact.c_str(),
                    row.operated.c_str(), row.change.c_str());
}

}  // namespace

void bar_chart(Landmarks& landmarks, const DashboardTable& table) {
  const float em = ImGui::GetFontSize();
  ImGui::TextUnformatted(table.title.c_str());
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const Rect whole{at.x, at.y, std::max(ImGui::GetContentRegionAvail().x, 10 * em), chart_height * em};
  ImGui::InvisibleButton(table.title.c_str(), {whole.width, whole.height});
  landmarks.mark(table.title);
  const bool is_hovered = ImGui::IsItemHovered();

  const Plot plot{{whole.x + left_margin * em, whole.y + 0.5f * em, whole.width - (left_margin + 0.5f) * em,
                   whole.height - (foot + 0.5f) * em},
                  range_of(table.rows)};
  ImDrawList* list = ImGui::GetWindowDrawList();
  draw_scale(list, plot);
  Rect slot = plot.area;
  slot.width /= static_cast<float>(std::max<std::size_t>(1, table.rows.size()));
  for (const DashboardRow& row : table.rows) {
    draw_level(list, plot, slot, row);
    const float mouse = ImGui::GetIO().MousePos.x;
    if (is_hovered && mouse >= slot.x && mouse < slot.right())
      show_numbers(table, row);
    slot.x += slot.width;
  }
}

void bar_legend() {
  const float em = ImGui::GetFontSize(), side = 0.8f * em;
  const auto entry = [&](const char* text, bool is_filled, ImU32 color) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 low{at.x, at.y + 0.2f * em}, high{at.x + side, at.y + 0.2f * em + side};
    ImDrawList* list = ImGui::GetWindowDrawList();
    is_filled ? list->AddRectFilled(low, high, color) : list->AddRect(low, high, color, 0, 0, 1.5f);
    ImGui::Dummy({side, side});
    ImGui::SameLine(0, 0.4f * em);
    ImGui::TextUnformatted(text);
    ImGui::SameLine(0, em);
  };
  entry("intact", false, ImGui::GetColorU32(ImGuiCol_Text));
  entry("operated", true, ImGui::GetColorU32(ImGuiCol_CheckMark));
  entry("neighbor", true, packed(neighbor_color));
  ImGui::NewLine();
}

}  // namespace spondyl::view
