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
#include "view/kept_plan.hpp"
#include "view/palette.hpp"

namespace spondyl::view {
namespace {

struct Listed {
  const char* quantity;
  const char* published;  ///< what published findings call it; empty: there are none
  const char* title;
  int decimals;
};
constexpr std::array<Listed, 8> quantities{
    {{"rotation_deg", "ROM", "Rotation (deg)", 1},
     {"intradiscal_pressure_MPa", "intradiscal_pressure", "Disc pressure (MPa)", 2},
     {"annulus_stress_MPa", "annulus_stress", "Annulus stress (MPa)", 2},
     {"facet_force_left_N", "facet_force", "Facet force, left (N)", 0},
     {"facet_force_right_N", "facet_force", "Facet force, right (N)", 0},
     {"foramen_height_left_mm", "", "Foramen height, left (mm)", 1},
     {"foramen_height_right_mm", "", "Foramen height, right (mm)", 1},
     {"canal_area_mm2", "", "Canal area (mm²)", 0}}};

struct Pair {
  const study::StateResult* state;
  const study::CaseResult *intact, *operated;
};

/// `operated`: null for the last state.
std::optional<Pair> pair_of(const study::ExperimentResult& result, const study::StateResult* operated,
                            study::LoadCase load_case, study::Protocol protocol) {
  if (result.states.size() < 2)
    return std::nullopt;
  if (!operated)
    operated = &result.states.back();
  if (!study::is_rotation(load_case))
    protocol = study::Protocol::load_control;
  const Pair pair{operated, result.states.front().find(load_case, protocol), operated->find(load_case, protocol)};
  const bool is_whole = pair.intact && pair.operated && pair.intact->converged() && pair.operated->converged();
  return is_whole ? std::optional(pair) : std::nullopt;
}

/// Of plan A; nothing where none was solved.
std::optional<Pair> kept_pair_of(const study::ExperimentResult& result, study::LoadCase load_case,
                                 study::Protocol protocol) {
  const study::StateResult* kept = kept_state(result);
  return kept ? pair_of(result, kept, load_case, protocol) : std::nullopt;
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

/// A cell of text; with the sign of a role before it where that is asked for.
void cell(const std::string& text, const PlannedLevel* role = nullptr) {
  ImGui::TableNextColumn();
  if (role && (role->is_fused || role->is_neighbor)) {
    ImGui::PushStyleColor(ImGuiCol_Text, packed(role->is_fused ? fused_color : neighbor_color));
    ImGui::TextUnformatted(role_sign(*role));
    ImGui::PopStyleColor();
    ImGui::SameLine(0, 0.2f * ImGui::GetFontSize());
  }
  ImGui::TextUnformatted(text.c_str());
}

void level_cell(const DashboardRow& row, bool has_words) {
  ImGui::TableNextColumn();
  ImGui::TextUnformatted(row.level.c_str());
  if (!has_words)
    return;
  ImGui::SameLine(0, 0.5f * ImGui::GetFontSize());
  ImGui::PushStyleColor(ImGuiCol_Text, packed(row.operated.is_fused ? fused_color : neighbor_color));
  const char* role = row.operated.is_fused ? "fused" : row.operated.is_neighbor ? "neighbor" : "";
  ImGui::Text("%s %s", role_sign(row.operated), role);
  ImGui::PopStyleColor();
}

/// Roles stand beside the level; with plan A, whose roles may be others, in the cells of both plans.
void draw(const DashboardTable& table) {
  constexpr ImGuiTableFlags flags =
      ImGuiTableFlags_RowBg | ImGuiTableFlags_SizingStretchProp | ImGuiTableFlags_PadOuterX;
  const ImVec2 low = ImGui::GetWindowDrawList()->GetClipRectMin(), high = ImGui::GetWindowDrawList()->GetClipRectMax();
  const bool has_kept = std::any_of(table.rows.begin(), table.rows.end(), [](const auto& row) { return row.kept; });
  if (has_kept)
    ImGui::TextUnformatted(table.title.c_str());  // too long for its column
  if (!ImGui::BeginTable(table.title.c_str(), has_kept ? 6 : 4, flags))
    return;
  ImGui::TableSetupColumn(has_kept ? "##level" : table.title.c_str(), 0, has_kept ? 1.3f : 2.4f);
  ImGui::TableSetupColumn("intact", 0, 1);
  if (has_kept) {
    ImGui::TableSetupColumn("plan A", 0, 1.3f);
    ImGui::TableSetupColumn("change##A", 0, 1.2f);
  }
  ImGui::TableSetupColumn(has_kept ? "plan B" : "operated", 0, has_kept ? 1.3f : 1.2f);
  ImGui::TableSetupColumn("change", 0, has_kept ? 1.2f : 1);
  ImGui::TableHeadersRow();
  for (const DashboardRow& row : table.rows) {
    ImGui::TableNextRow();
    level_cell(row, !has_kept);
    cell(row.intact);
    if (row.kept) {
      cell(row.kept->text, &*row.kept);
      cell(row.kept->change);
    }
    cell(row.operated.text, has_kept ? &row.operated : nullptr);
    cell(row.operated.change);
    if (!row.people.empty())
      draw_people("people: " + row.people, low, high);
  }
  ImGui::EndTable();
}

/// Of the people's operated spines; null without people.
const study::PopulationRow* people_row(const Outcomes& outcomes, const study::CaseResult& operated, spine::Level level,
                                       const std::string& quantity) {
  return outcomes.people ? outcomes.people->find(outcomes.result.states.back().name, operated.load_case,
                                                 operated.protocol, level, quantity)
                         : nullptr;
}

PlannedLevel planned_level(const Pair& pair, spine::Level level, const Listed& shown) {
  const study::Quantity& quantity = study::level_quantity(shown.quantity);
  const auto value = quantity.value(pair.operated->measures[level]);
  const auto change = study::change_percent(quantity.value(pair.intact->measures[level]), value);
  return {is_among(study::adjacent_levels(*pair.state->spine), level), study::is_fused(*pair.state->spine, level),
          value, study::text::fixed(value, shown.decimals),
          change ? study::text::percent(*change) : study::text::nothing};
}

std::optional<study::PublishedSpread> published_of(const Outcomes& outcomes, const Listed& shown,
                                                   study::Protocol protocol) {
  const auto spreads = outcomes.published.find(protocol);
  if (spreads == outcomes.published.end() || !spreads->second.contains(shown.published))
    return std::nullopt;
  return spreads->second.at(shown.published);
}

/// What the neighbors of both plans take up, in a sentence for each.
void neighbor_lines(const study::ExperimentResult& result, study::LoadCase load_case) {
  const study::StateResult* kept = kept_state(result);
  const auto line = [&](const char* words, study::Protocol protocol) {
    const std::string own = neighbor_sentence(result, load_case, protocol);
    if (!kept)
      return ImGui::TextWrapped("Neighbors, %s: %s.", words, own.c_str());
    const std::string other = neighbor_sentence(result, load_case, protocol, kept);
    ImGui::TextWrapped("Neighbors, %s. Plan A: %s. Plan B: %s.", words, other.empty() ? "not solved" : other.c_str(),
                       own.c_str());
  };
  if (study::is_rotation(load_case))
    line("same motion as before", study::Protocol::hybrid);
  line("same moment", study::Protocol::load_control);
}

void people_panel(const study::Population& people) {
  ImGui::TextWrapped("Over %zu plausible people: median and, from 5 to 95 %% of them, the range.",
                     people.n_people - people.n_refused);
  remark(sweep::population_remark(people));
}

}  // namespace

const char* role_sign(const PlannedLevel& planned) { return planned.is_fused ? "■" : planned.is_neighbor ? "▲" : ""; }

std::vector<DashboardTable> dashboard(const Outcomes& outcomes, study::LoadCase load_case, study::Protocol protocol) {
  const auto pair = pair_of(outcomes.result, nullptr, load_case, protocol);
  if (!pair)
    return {};
  const auto kept = kept_pair_of(outcomes.result, load_case, protocol);
  std::vector<DashboardTable> out;
  for (const Listed& shown : quantities) {
    const study::Quantity& quantity = study::level_quantity(shown.quantity);
    DashboardTable table{shown.title, published_of(outcomes, shown, protocol), {}};
    for (const spine::Level level : spine::all_levels) {
      const auto before = quantity.value(pair->intact->measures[level]);
      table.rows.push_back({std::string(spine::name(level)), before, study::text::fixed(before, shown.decimals),
                            planned_level(*pair, level, shown), std::nullopt, std::nullopt, ""});
      if (kept)
        table.rows.back().kept = planned_level(*kept, level, shown);
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
                              study::Protocol protocol, const study::StateResult* operated) {
  const auto pair = pair_of(result, operated, load_case, protocol);
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
    const std::string least = study::text::percent(*low), most = study::text::percent(*high);
    text += (text.empty() ? "" : ", ") + title.substr(0, title.find(" (")) + " " + least +
            (least == most ? "" : " to " + most);
  }
  return text;
}

std::string spread_text(const study::PublishedSpread& spread) {
  const std::string low = study::text::percent(spread.low), high = study::text::percent(spread.high);
  return "Published beside such operations under the same protocol, any motion: " + low +
         (low == high ? "" : " to " + high) + " (" + std::to_string(spread.n_studies) +
         (spread.n_studies == 1 ? " study)" : " studies)");
}

std::string dashboard_csv(const Outcomes& outcomes) {
  return outcomes.people ? study::population_csv(outcomes.result, *outcomes.people)
                         : study::levels_csv(outcomes.result);
}

bool dashboard_panel(Landmarks& landmarks, const Outcomes& outcomes, study::LoadCase load_case, ViewState& state,
                     const std::string& findings) {
  const std::string same_motion = neighbor_sentence(outcomes.result, load_case, study::Protocol::hybrid);
  const std::string same_moment = neighbor_sentence(outcomes.result, load_case, study::Protocol::load_control);
  if (same_moment.empty() && same_motion.empty()) {
    remark("Fuse a level to see what its neighbors take up.");
    return false;
  }
  neighbor_lines(outcomes.result, load_case);
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
    bar_legend({kept_state(outcomes.result) != nullptr, !outcomes.published.empty(), outcomes.people != nullptr});
  for (const DashboardTable& table : dashboard(outcomes, load_case, state.protocol)) {
    state.has_bars ? bar_chart(landmarks, table) : draw(table);
    if (table.published)
      remark(spread_text(*table.published));
    ImGui::Spacing();
  }
  remark(outcomes.people ? "A model, not a forecast: average tissue, no muscles."
                         : "A model, not a forecast: one spine, average tissue, no muscles.");
  if (!findings.empty() && ImGui::CollapsingHeader("What studies have found"))
    ImGui::TextWrapped("%s", findings.c_str());
  return is_asked;
}

}  // namespace spondyl::view
