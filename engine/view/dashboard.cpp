#include "view/dashboard.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "study/comparison.hpp"
#include "study/levels_csv.hpp"
#include "study/population_csv.hpp"
#include "study/quantity.hpp"
#include "study/text_columns.hpp"
#include "sweep/people.hpp"
#include "view/bar_chart.hpp"
#include "view/controls.hpp"
#include "view/gui.hpp"
#include "view/palette.hpp"

namespace spondyl::view {
namespace {

struct Listed {
  const char* quantity;
  const char* title;
  int decimals;
};
constexpr std::array<Listed, 8> quantities{{{"rotation_deg", "Rotation (deg)", 1},
                                            {"intradiscal_pressure_MPa", "Disc pressure (MPa)", 2},
                                            {"annulus_stress_MPa", "Annulus stress (MPa)", 2},
                                            {"facet_force_left_N", "Facet force, left (N)", 0},
                                            {"facet_force_right_N", "Facet force, right (N)", 0},
                                            {"foramen_height_left_mm", "Foramen height, left (mm)", 1},
                                            {"foramen_height_right_mm", "Foramen height, right (mm)", 1},
                                            {"canal_area_mm2", "Canal area (mm²)", 0}}};

struct Pair {
  const study::StateResult* state;
  const study::CaseResult *intact, *operated;
};

std::optional<Pair> pair_of(const study::ExperimentResult& result, study::LoadCase load_case,
                            study::Protocol protocol) {
  if (result.states.size() < 2)
    return std::nullopt;
  if (!study::is_rotation(load_case))
    protocol = study::Protocol::load_control;
  const Pair pair{&result.states[1], result.states[0].find(load_case, protocol),
                  result.states[1].find(load_case, protocol)};
  const bool is_whole = pair.intact && pair.operated && pair.intact->converged() && pair.operated->converged();
  return is_whole ? std::optional(pair) : std::nullopt;
}

bool is_among(const std::vector<spine::Level>& levels, spine::Level level) {
  return std::find(levels.begin(), levels.end(), level) != levels.end();
}

/// Under a row, over all of its columns: as far as the panel is seen, `low` to `high`.
void draw_people(const std::string& text, ImVec2 low, ImVec2 high) {
  ImGui::TableNextRow();
  ImGui::TableNextColumn();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::Dummy({1, ImGui::GetTextLineHeight()});
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->PushClipRect(low, high);
  list->AddText({at.x + ImGui::GetFontSize(), at.y}, ImGui::GetColorU32(ImGuiCol_TextDisabled), text.c_str());
  list->PopClipRect();
}

void draw(const DashboardTable& table) {
  constexpr ImGuiTableFlags flags =
      ImGuiTableFlags_RowBg | ImGuiTableFlags_SizingStretchProp | ImGuiTableFlags_PadOuterX;
  const ImVec2 low = ImGui::GetWindowDrawList()->GetClipRectMin(), high = ImGui::GetWindowDrawList()->GetClipRectMax();
  if (!ImGui::BeginTable(table.title.c_str(), 4, flags))
    return;
  ImGui::TableSetupColumn(table.title.c_str(), 0, 2.4f);
  ImGui::TableSetupColumn("intact", 0, 1);
  ImGui::TableSetupColumn("operated", 0, 1.2f);
  ImGui::TableSetupColumn("change", 0, 1);
  ImGui::TableHeadersRow();
  for (const DashboardRow& row : table.rows) {
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    const char* role = row.is_fused ? "■ fused" : row.is_neighbor ? "▲ neighbor" : "";
    ImGui::TextUnformatted(row.level.c_str());
    ImGui::SameLine(0, 0.5f * ImGui::GetFontSize());
    ImGui::PushStyleColor(ImGuiCol_Text, packed(row.is_fused ? fused_color : neighbor_color));
    ImGui::TextUnformatted(role);
    ImGui::PopStyleColor();
    for (const std::string* text : {&row.intact, &row.operated, &row.change}) {
      ImGui::TableNextColumn();
      ImGui::TextUnformatted(text->c_str());
    }
    if (!row.people.empty())
      draw_people("people: " + row.people, low, high);
  }
  ImGui::EndTable();
}

/// Of the people's operated spines; null without people.
const study::PopulationRow* people_row(const Outcomes& outcomes, const study::CaseResult& operated, spine::Level level,
                                       const std::string& quantity) {
  return outcomes.people ? outcomes.people->find(outcomes.result.states[1].name, operated.load_case, operated.protocol,
                                                 level, quantity)
                         : nullptr;
}

void people_panel(const study::Population& people) {
  ImGui::TextWrapped("Over %zu plausible people: median and, from 5 to 95 %% of them, the range.",
                     people.n_people - people.n_refused);
  remark(sweep::population_remark(people));
}

}  // namespace

std::vector<DashboardTable> dashboard(const Outcomes& outcomes, study::LoadCase load_case, study::Protocol protocol) {
  const auto pair = pair_of(outcomes.result, load_case, protocol);
  if (!pair)
    return {};
  const auto neighbors = study::adjacent_levels(*pair->state->spine);
  std::vector<DashboardTable> out;
  for (const Listed& shown : quantities) {
    const study::Quantity& quantity = study::level_quantity(shown.quantity);
    DashboardTable table{shown.title, {}};
    for (const spine::Level level : spine::all_levels) {
      const auto before = quantity.value(pair->intact->measures[level]);
      const auto after = quantity.value(pair->operated->measures[level]);
      const auto change = study::change_percent(before, after);
      table.rows.push_back({std::string(spine::name(level)), is_among(neighbors, level),
                            study::is_fused(*pair->state->spine, level), before, after,
                            study::text::fixed(before, shown.decimals), study::text::fixed(after, shown.decimals),
                            change ? study::text::percent(*change) : study::text::nothing, std::nullopt, ""});
      if (const auto* people = people_row(outcomes, *pair->operated, level, shown.quantity)) {
        table.rows.back().band = people->operated;
        table.rows.back().people = people->change_percent ? study::band_text(people->change_percent) : "";
      }
    }
    out.push_back(std::move(table));
  }
  return out;
}

std::string neighbor_sentence(const study::ExperimentResult& result, study::LoadCase load_case,
                              study::Protocol protocol) {
  const auto pair = pair_of(result, load_case, protocol);
  if (!pair)
    return {};
  std::string text;
  for (const Listed& shown : {quantities[0], quantities[2]}) {
    std::vector<double> changes;
    for (const spine::Level level : study::adjacent_levels(*pair->state->spine)) {
      const study::Quantity& quantity = study::level_quantity(shown.quantity);
      if (const auto change = study::change_percent(quantity.value(pair->intact->measures[level]),
                                                    quantity.value(pair->operated->measures[level])))
        changes.push_back(*change);
    }
    if (changes.empty())
      continue;
    const auto [low, high] = std::minmax_element(changes.begin(), changes.end());
    const std::string title(shown.title);
    text += (text.empty() ? "" : ", ") + title.substr(0, title.find(" (")) + " " + study::text::percent(*low) +
            (*low == *high ? "" : " to " + study::text::percent(*high));
  }
  return text;
}

std::string dashboard_csv(const Outcomes& outcomes) {
  return outcomes.people ? study::population_csv(outcomes.result, *outcomes.people)
                         : study::levels_csv(outcomes.result);
}

bool dashboard_panel(Landmarks& landmarks, const Outcomes& outcomes, study::LoadCase load_case, ViewState& state,
                     const std::string& published) {
  const std::string same_motion = neighbor_sentence(outcomes.result, load_case, study::Protocol::hybrid);
  const std::string same_moment = neighbor_sentence(outcomes.result, load_case, study::Protocol::load_control);
  if (same_moment.empty() && same_motion.empty()) {
    remark("Fuse a level to see what its neighbors take up.");
    return false;
  }
  if (study::is_rotation(load_case))
    ImGui::TextWrapped("Neighbors, same motion as before: %s.", same_motion.c_str());
  ImGui::TextWrapped("Neighbors, same moment: %s.", same_moment.c_str());
  for (const auto& [protocol, label] :
       {std::pair{study::Protocol::hybrid, "Same motion"}, std::pair{study::Protocol::load_control, "Same moment"}}) {
    if (option(landmarks, label, state.protocol == protocol))
      state.protocol = protocol;
    ImGui::SameLine(0, ImGui::GetFontSize());
  }
  if (const auto on = tick(landmarks, "Bars", state.has_bars))
    state.has_bars = *on;
  if (button(landmarks, "Copy as CSV"))
    ImGui::SetClipboardText(dashboard_csv(outcomes).c_str());
  ImGui::SameLine();
  const bool is_asked = button(landmarks, "Over people ...");
  if (outcomes.people)
    people_panel(*outcomes.people);
  if (state.has_bars)
    bar_legend(outcomes.people != nullptr);
  for (const DashboardTable& table : dashboard(outcomes, load_case, state.protocol)) {
    state.has_bars ? bar_chart(landmarks, table) : draw(table);
    ImGui::Spacing();
  }
  remark(outcomes.people ? "A model, not a forecast: average tissue, no muscles."
                         : "A model, not a forecast: one spine, average tissue, no muscles.");
  if (!published.empty() && ImGui::CollapsingHeader("What studies have found"))
    ImGui::TextWrapped("%s", published.c_str());
  return is_asked;
}

}  // namespace spondyl::view
