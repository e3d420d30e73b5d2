#include "view/bar_chart.hpp"

#include <algorithm>

#include "view/axes.hpp"
#include "view/palette.hpp"

namespace spondyl::view {
namespace {

constexpr float chart_height = 7.5f, left_margin = 3.2f, foot = 1.3f, bar_share = 0.36f;  // in ems; share of a level

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
    if (row.band) {
      range.low = std::min(range.low, row.band->low);
      range.high = std::max(range.high, row.band->high);
    }
  }
  if (range.high <= range.low)
    range.high = range.low + 1;
  return range;
}

/// From `high` down to `low`, in pixels, with a mark at `median`: light around dark, to be seen on bars of any color.
void draw_whisker(ImDrawList* list, float x, float low, float median, float high) {
  const float em = ImGui::GetFontSize(), cap = 0.28f * em;
  const auto lines = [&](ImU32 color, float thickness) {
    list->AddLine({x, low}, {x, high}, color, thickness);
    list->AddLine({x - cap, low}, {x + cap, low}, color, thickness);
    list->AddLine({x - cap, high}, {x + cap, high}, color, thickness);
    list->AddCircleFilled({x, median}, 0.16f * em + thickness, color, 12);
  };
  lines(ImGui::GetColorU32(ImGuiCol_WindowBg), 0.28f * em);
  lines(ImGui::GetColorU32(ImGuiCol_Text), 0.1f * em);
}

/// `slot`: the place of the level, as high as the plot.
void draw_level(ImDrawList* list, const Axes& plot, const Rect& slot, const DashboardRow& row) {
  const float width = bar_share * slot.width, middle = slot.middle().x;
  const float zero = plot.y(0);
  if (row.before)
    list->AddRect({middle - width, plot.y(*row.before)}, {middle, zero}, ImGui::GetColorU32(ImGuiCol_Text), 0, 0, 1.5f);
  if (row.after)
    list->AddRectFilled({middle, plot.y(*row.after)}, {middle + width, zero}, color_of(row));
  if (row.band)
    draw_whisker(list, middle + 0.5f * width, plot.y(row.band->low), plot.y(row.band->median), plot.y(row.band->high));
  const std::string name = (row.is_neighbor ? "▲" : row.is_fused ? "■" : "") + row.level;
  const float text_width = ImGui::CalcTextSize(name.c_str()).x;
  list->AddText({middle - 0.5f * text_width, slot.bottom() + 0.15f * ImGui::GetFontSize()},
                row.is_fused ? packed(fused_color) : ImGui::GetColorU32(ImGuiCol_Text), name.c_str());
}

void show_numbers(const DashboardTable& table, const DashboardRow& row) {
  const std::string people = row.people.empty() ? "" : "\npeople: " + row.people;
  ImGui::SetTooltip("%s, %s\nintact %s, operated %s: %s%s", row.level.c_str(), table.title.c_str(), row.intact.c_str(),
                    row.operated.c_str(), row.change.c_str(), people.c_str());
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

  const Axes plot{{whole.x + left_margin * em, whole.y + 0.5f * em, whole.width - (left_margin + 0.5f) * em,
                   whole.height - (foot + 0.5f) * em},
                  {0, 1},
                  range_of(table.rows)};
  ImDrawList* list = ImGui::GetWindowDrawList();
  draw_y_scale(list, plot);
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

void bar_legend(bool has_people) {
  const float em = ImGui::GetFontSize(), side = 0.8f * em;
  const auto entry = [&](const char* text, const auto& draw) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    draw(ImGui::GetWindowDrawList(), ImVec2{at.x, at.y + 0.2f * em}, ImVec2{at.x + side, at.y + 0.2f * em + side});
    ImGui::Dummy({side, side});
    ImGui::SameLine(0, 0.4f * em);
    ImGui::TextUnformatted(text);
    ImGui::SameLine(0, em);
  };
  const auto filled = [](ImU32 color) {
    return [color](ImDrawList* list, ImVec2 low, ImVec2 high) { list->AddRectFilled(low, high, color); };
  };
  entry("intact", [](ImDrawList* list, ImVec2 low, ImVec2 high) {
    list->AddRect(low, high, ImGui::GetColorU32(ImGuiCol_Text), 0, 0, 1.5f);
  });
  entry("operated", filled(ImGui::GetColorU32(ImGuiCol_CheckMark)));
  entry("neighbor", filled(packed(neighbor_color)));
  ImGui::NewLine();
  if (!has_people)
    return;
  entry("people: median, 5 to 95 %", [](ImDrawList* list, ImVec2 low, ImVec2 high) {
    draw_whisker(list, 0.5f * (low.x + high.x), high.y, 0.5f * (low.y + high.y), low.y);
  });
  ImGui::NewLine();
}

}  // namespace spondyl::view
