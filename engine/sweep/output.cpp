#include "sweep/output.hpp"

#include <algorithm>
#include <cmath>

#include "core/units.hpp"
#include "study/comparison.hpp"
#include "study/implant_list.hpp"
#include "study/quantity.hpp"
#include "study/toml_table.hpp"

namespace spondyl::sweep {
namespace {

using core::Error;
using core::ErrorCode;
using study::CaseResult;
using Number = std::optional<double>;

constexpr std::array<std::string_view, 3> case_quantities{"moment_Nm", "total_rotation_deg", "follower_force_N"};

bool is_of_case(std::string_view quantity) {
  return std::find(case_quantities.begin(), case_quantities.end(), quantity) != case_quantities.end();
}

bool is_of_level(std::string_view quantity) {
  const auto& all = study::level_quantities();
  return std::any_of(all.begin(), all.end(), [&](const study::Quantity& q) { return q.name == quantity; });
}

/// "screw.pullout_share" and all others, from one implant of each kind.
std::vector<std::string> implant_quantities() {
  spine::ImplantMeasures one_of_each;
  one_of_each.screws.resize(1);
  one_of_each.hooks.resize(1);
  one_of_each.rods.resize(1);
  one_of_each.cross_links.resize(1);
  one_of_each.cages.resize(1);
  one_of_each.posterolateral_grafts.resize(1);
  std::vector<std::string> names;
  for (const study::ImplantEntry& implant : study::implant_list(one_of_each)) {
    for (const auto& value : implant.values)
      names.push_back(implant.kind + "." + value.first);
  }
  return names;
}

std::string read_quantity(const study::TomlTable& table) {
  std::vector<std::string> names(case_quantities.begin(), case_quantities.end());
  for (const study::Quantity& q : study::level_quantities())
    names.push_back(q.name);
  for (std::string& name : implant_quantities())
    names.push_back(std::move(name));
  const std::vector<std::string_view> views(names.begin(), names.end());
  return names[table.required_choice("quantity", views)];
}

void read_place(const study::TomlTable& table, Output& output) {
  std::vector<std::string_view> names(spine::level_names.begin(), spine::level_names.end());
  names.insert(names.end(), place_names.begin(), place_names.end());
  if (!is_of_level(output.quantity)) {
    if (table.has("level"))
      throw Error(ErrorCode::bad_input, table.where("level"), "a level of '" + output.quantity + "'",
                  "this key only for the columns of levels.csv");
    return;
  }
  const std::size_t chosen = table.required_choice("level", names);
  if (chosen < spine::level_names.size()) {
    output.place = Output::Place::level;
    output.level = {static_cast<int>(chosen)};
  } else {
    output.place = static_cast<Output::Place>(chosen - spine::level_names.size() + 1);
  }
}

/// A key that may be left out where the scene has only one of its kind, and must be one that it has.
template <typename Enum>
Enum read_one(const study::TomlTable& table, std::string_view key, std::span<const std::string_view> all,
              const std::vector<Enum>& of_scene) {
  std::vector<std::string_view> names;
  for (const Enum e : of_scene)
    names.push_back(all[static_cast<std::size_t>(e)]);
  if (!table.has(key) && of_scene.size() == 1)
    return of_scene.front();
  return of_scene[table.required_choice(key, names)];
}

std::vector<std::string> states_of(const study::TomlTable& table, const Output& output,
                                   const std::vector<std::string>& plans) {
  if (output.of == Output::Of::intact || plans.empty()) {
    if (output.of == Output::Of::difference || output.of == Output::Of::change)
      throw Error(ErrorCode::bad_input, table.where("of"), "a change of a spine that nobody operates on",
                  "a scene with an operation, or of = \"value\"");
    if (table.has("plan"))
      throw Error(ErrorCode::bad_input, table.where("plan"), "a plan for the intact spine", "no such key here");
    return {"intact"};
  }
  const std::vector<std::string_view> names(plans.begin(), plans.end());
  if (const auto chosen = table.choice("plan", names))
    return {plans[*chosen]};
  return plans;
}

Number of_implants(const CaseResult& result, const std::string& quantity) {
  const bool is_least = quantity.ends_with("_factor");
  Number worst;
  for (const study::ImplantEntry& implant : study::implant_list(result.implants)) {
    for (const auto& [name, value] : implant.values) {
      if (!value || implant.kind + "." + name != quantity)
        continue;
      const double size = std::abs(*value);
      if (!worst || (is_least ? size < *worst : size > *worst))
        worst = size;
    }
  }
  return worst;
}

Number of_case(const CaseResult& result, const std::string& quantity) {
  if (quantity == "moment_Nm")
    return core::newton_meters(result.moment);
  if (quantity == "total_rotation_deg")
    return core::degrees(result.measures.total_rotation);
  return result.follower_load;
}

Number combined(Output::Of of, Number intact, Number operated) {
  switch (of) {
    case Output::Of::value:
      return operated;
    case Output::Of::intact:
      return intact;
    case Output::Of::change:
      return study::change_percent(intact, operated);
    case Output::Of::difference:
      break;
  }
  return intact && operated ? Number(*operated - *intact) : std::nullopt;
}

/// The levels that a place means on the spine of a state; of the intact one, those of the first plan.
std::vector<spine::Level> levels_of(const Output& output, const study::ExperimentResult& result) {
  if (output.place == Output::Place::level)
    return {output.level};
  const study::StateResult* state = result.find(output.state);
  if (state == &result.states.front() && result.states.size() > 1)
    state = &result.states[1];
  const auto adjacent = study::adjacent_levels(*state->spine);
  if (output.place == Output::Place::neighbors || adjacent.empty())
    return adjacent;
  // Operated levels are next to one another: with one neighbor, it is above where it has the operated level below it.
  std::vector<spine::Level> found;
  for (const spine::Level level : adjacent) {
    const bool is_above = std::any_of(spine::all_levels.begin(), spine::all_levels.end(), [&](spine::Level other) {
      return other.index == level.index + 1 &&
             (study::is_fused(*state->spine, other) || study::is_decompressed(*state->spine, other));
    });
    if (is_above == (output.place == Output::Place::above))
      found.push_back(level);
  }
  return found;
}

}  // namespace

std::vector<Output> read_output(const study::TomlTable& table, const std::vector<std::string>& plans,
                                const study::Loads& loads) {
  table.allow_only(std::array<std::string_view, 7>{"name", "quantity", "level", "load_case", "protocol", "of", "plan"});
  Output output;
  output.name = table.required_text("name");
  output.quantity = read_quantity(table);
  read_place(table, output);
  output.load_case = read_one(table, "load_case", study::load_case_names, loads.cases);
  output.protocol = read_one(table, "protocol", study::protocol_names, loads.protocols);
  output.of = static_cast<Output::Of>(table.choice("of", of_names).value_or(0));
  const auto states = states_of(table, output, plans);
  std::vector<Output> outputs;
  for (const std::string& state : states) {
    outputs.push_back(output);
    outputs.back().state = state;
    if (states.size() > 1)
      outputs.back().name = state + "." + output.name;
  }
  return outputs;
}

std::optional<double> value_of(const Output& output, const study::ExperimentResult& result) {
  const CaseResult* before = result.states.front().find(output.load_case, output.protocol);
  const study::StateResult* state = result.find(output.state);
  const CaseResult* after = state ? state->find(output.load_case, output.protocol) : nullptr;
  if (!before || !after || !before->converged() || !after->converged())
    return std::nullopt;
  if (output.place == Output::Place::none) {
    const auto get = is_of_case(output.quantity) ? of_case : of_implants;
    return combined(output.of, get(*before, output.quantity), get(*after, output.quantity));
  }
  const study::Quantity& quantity = study::level_quantity(output.quantity);
  Number greatest;
  for (const spine::Level level : levels_of(output, result)) {
    const Number value =
        combined(output.of, quantity.value(before->measures[level]), quantity.value(after->measures[level]));
    if (value && (!greatest || *value > *greatest))
      greatest = value;
  }
  return greatest;
}

}  // namespace spondyl::sweep
