#include "view/bar_chart.hpp"

#include <algorithm>

#include "view/axes.hpp"
#include "view/palette.hpp"

namespace spondyl::view {
namespace {

constexpr float chart_height = 7.5f, foot = 1.3f, bars_share = 0.72f;  // in ems; share of a level

ImU32 published_color() { return ImGui::GetColorU32(ImGuiCol_TextDisabled, 0.35f); }

ImU32 color_of(const DashboardRow& row) {
  return row.operated.is_neighbor ? packed(neighbor_color) : ImGui::GetColorU32(ImGuiCol_CheckMark);
}

/// From zero to what is shown.
ValueRange range_of(const std::vector<DashboardRow>& rows) {
  ValueRange range{0, 0};
  for (const DashboardRow& row : rows) {
    for (const std::optional<double>& value :
         {row.before, row.kept ? row.kept->value : std::nullopt, row.operated.value}) {
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

/// Behind the bars of a neighbor: where studies would put it. Ends with the plot where they are further apart.
void draw_published(ImDrawList* list, const Axes& plot, const Rect& slot, const DashboardRow& row,
                    const study::PublishedSpread& published) {
  if (!row.operated.is_neighbor || !row.before)
    return;
  const auto at = [&](double percent) {
    return std::clamp(plot.y(*row.before * (1 + percent / 100)), plot.area.y, plot.area.bottom());
  };
  const float high = std::min(at(published.low), at(published.high)),
              low = std::max(at(published.low), at(published.high));
  list->AddRectFilled({slot.x, high}, {slot.right(), low}, published_color());
}

/// `slot`: the place of the level, as high as the plot. From left to right intact, plan A, operated.
void draw_level(ImDrawList* list, const Axes& plot, const Rect& slot, const DashboardRow& row) {
  const float width = bars_share * slot.width / (row.kept ? 3 : 2), middle = slot.middle().x;
  const float zero = plot.y(0), left = middle - 0.5f * bars_share * slot.width, right = left + bars_share * slot.width;
  if (row.before)
    list->AddRect({left, plot.y(*row.before)}, {left + width, zero}, ImGui::GetColorU32(ImGuiCol_Text), 0, 0, 1.5f);
  if (row.kept && row.kept->value)
    list->AddRectFilled({left + width, plot.y(*row.kept->value)}, {left + 2 * width, zero},
                        ImGui::GetColorU32(ImGuiCol_TextDisabled));
  if (row.operated.value)
    list->AddRectFilled({right - width, plot.y(*row.operated.value)}, {right, zero}, color_of(row));
  if (row.band)
    draw_whisker(list, right - 0.5f * width, plot.y(row.band->low), plot.y(row.band->median), plot.y(row.band->high));
  const std::string name = role_sign(row.operated) + row.level;
  const float text_width = ImGui::CalcTextSize(name.c_str()).x;
  list->AddText({middle - 0.5f * text_width, slot.bottom() + 0.15f * ImGui::GetFontSize()},
                row.operated.is_fused ? packed(fused_color) : ImGui::GetColorU32(ImGuiCol_Text), name.c_str());
}

void show_numbers(const DashboardTable& table, const DashboardRow& row) {
  std::string text = row.level + ", " + table.title + "\nintact " + row.intact;
  if (row.kept)
    text += ", plan A " + row.kept->text + ": " + row.kept->change;
  text += std::string(row.kept ? ", plan B " : ", operated ") + row.operated.text + ": " + row.operated.change;
  if (!row.people.empty())
    text += "\npeople: " + row.people;
  ImGui::SetTooltip("%s", text.c_str());
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

  const ValueRange range = range_of(table.rows);
  const float margin = y_scale_width(range);
  const Axes plot{
      {whole.x + margin, whole.y + 0.5f * em, whole.width - margin - 0.5f * em, whole.height - (foot + 0.5f) * em},
      {0, 1},
      range};
  ImDrawList* list = ImGui::GetWindowDrawList();
  draw_y_scale(list, plot);
  Rect slot = plot.area;
  slot.width /= static_cast<float>(std::max<std::size_t>(1, table.rows.size()));
  for (const DashboardRow& row : table.rows) {
    if (table.published)
      draw_published(list, plot, slot, row, *table.published);
    draw_level(list, plot, slot, row);
    const float mouse = ImGui::GetIO().MousePos.x;
    if (is_hovered && mouse >= slot.x && mouse < slot.right())
      show_numbers(table, row);
    slot.x += slot.width;
  }
}

void bar_legend(const BarLegend& legend) {
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
  if (legend.has_kept)
    entry("plan A", filled(ImGui::GetColorU32(ImGuiCol_TextDisabled)));
  entry(legend.has_kept ? "plan B" : "operated", filled(ImGui::GetColorU32(ImGuiCol_CheckMark)));
  entry("neighbor", filled(packed(neighbor_color)));
  ImGui::NewLine();
  if (legend.has_published) {
    entry("neighbor, published changes", filled(published_color()));
    ImGui::NewLine();
  }
  if (!legend.has_people)
    return;
  entry("people: median, 5 to 95 %", [](ImDrawList* list, ImVec2 low, ImVec2 high) {
    draw_whisker(list, 0.5f * (low.x + high.x), high.y, 0.5f * (low.y + high.y), low.y);
  });
  ImGui::NewLine();
}

}  // namespace spondyl::view
