#include "sweep/dry_run.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "study/text_columns.hpp"

namespace spondyl::sweep {
namespace {

constexpr std::size_t n_shown = 3, n_tried = 100;
/// Of one solve on the interactive mesh, with its share of building the model, on the machine of docs/performance.md.
double seconds_a_solve(spine::Fidelity fidelity) { return fidelity == spine::Fidelity::rigid_bone ? 0.35 : 3; }

/// Solves of one case: the neutral states, and each load case under each protocol on each spine.
std::size_t n_solves(const SpineCase& one) {
  const study::Loads& loads = one.scene.loads;
  const bool is_any_still = !std::all_of(loads.cases.begin(), loads.cases.end(), study::is_rotation);
  const bool is_any_moment = std::any_of(loads.cases.begin(), loads.cases.end(), study::is_rotation);
  const std::size_t n_neutral = static_cast<std::size_t>(is_any_still) + static_cast<std::size_t>(is_any_moment);
  const std::size_t n_states = 1 + one.plans.size();
  const bool is_hybrid =
      std::find(loads.protocols.begin(), loads.protocols.end(), study::Protocol::hybrid) != loads.protocols.end();
  const std::size_t n_shared = is_hybrid && loads.protocols.size() > 1 ? 1 : 0;  // intact, hybrid is load control
  const std::size_t n_intact = loads.cases.size() * (loads.protocols.size() - n_shared);
  return n_states * n_neutral + n_intact + one.plans.size() * loads.cases.size() * loads.protocols.size();
}

std::string estimate(const Study& study, std::size_t n, int threads) {
  if (!study.spine)
    return "a function: no time worth mentioning";
  for (const CaseValues& values : study.cases) {
    try {
      const SpineCase one = spine_case(*study.spine, values);
      if (one.scene.resolution != spine::Resolution::interactive)
        return "time not known for this mesh: let a few cases run";
      const double a_case = seconds_a_solve(study.spine->fidelity) * static_cast<double>(n_solves(one));
      return "about " + duration(a_case * static_cast<double>(n) / std::max(1, threads)) + " on " +
             std::to_string(threads) + (threads == 1 ? " thread" : " threads") + ", " + duration(a_case) + " a case";
    } catch (const core::Error&) {
      continue;  // this one will be refused, the next may tell
    }
  }
  return "no case can be carried out";
}

std::string first_cases(const Study& study, Shard shard) {
  std::string text;
  std::size_t n = 0;
  for (std::size_t id = shard.index; id <= study.cases.size() && n < n_shown; id += shard.count, ++n) {
    text += "case " + std::to_string(id) + "\n";
    for (std::size_t k = 0; k < study.axes.size(); ++k) {
      const Value& value = study.cases[id - 1][k];
      const bool is_given = !std::holds_alternative<std::monostate>(value);
      text += "  " + study.axes[k].path + " = " + (is_given ? to_text(value) : "as in the scene") + "\n";
    }
  }
  return text;
}

std::string refusals(const Study& study, Shard shard) {
  if (!study.spine)
    return {};
  std::size_t n = 0, n_refused = 0;
  std::string first;
  for (std::size_t id = shard.index; id <= study.cases.size() && n < n_tried; id += shard.count, ++n) {
    try {
      spine_case(*study.spine, study.cases[id - 1]);
    } catch (const core::Error& error) {
      if (n_refused++ == 0)
        first = "case " + std::to_string(id) + ": " + error.what();
    }
  }
  if (n_refused == 0)
    return "none of the first " + std::to_string(n) + " cases would be refused\n";
  return std::to_string(n_refused) + " of the first " + std::to_string(n) + " cases would be refused\n  " + first +
         "\n";
}

}  // namespace

std::string duration(double seconds) {
  struct Unit {
    double seconds;
    const char* name;
  };
  constexpr std::array<Unit, 4> units{{{86400, "days"}, {3600, "h"}, {60, "min"}, {1, "s"}}};
  if (!std::isfinite(seconds))
    return "unknown time";
  const Unit* unit = std::find_if(units.begin(), units.end(), [&](const Unit& u) { return seconds >= 2 * u.seconds; });
  if (unit == units.end())
    unit = &units.back();
  std::array<char, 32> text{};
  const double value = seconds / unit->seconds;
  std::snprintf(text.data(), text.size(), value < 10 ? "%.1f %s" : "%.0f %s", value, unit->name);
  return text.data();
}

std::string dry_run(const Study& study, Shard shard, int threads) {
  const std::size_t n = (study.cases.size() + shard.count - shard.index) / shard.count;
  std::string text =
      study.name + "\n" + (study.description.empty() ? "" : study::text::wrapped(study.description, 2, 2));
  text += "  " + std::to_string(n) +
          " cases: " + std::string(design_names[static_cast<std::size_t>(study.design.type)]) + " over " +
          std::to_string(study.axes.size()) + (study.axes.size() == 1 ? " axis" : " axes");
  if (is_sampled(study.design.type))
    text += ", seed " + std::to_string(study.design.seed);
  if (shard.count > 1)
    text += "; shard " + std::to_string(shard.index) + " of " + std::to_string(shard.count);
  text += "\n  " + std::to_string(std::max<std::size_t>(1, study.plans.size())) +
          (study.plans.size() > 1 ? " plans, " : " plan, ") + std::to_string(study.outputs.size()) +
          (study.outputs.size() == 1 ? " output\n" : " outputs\n");
  text += "  " + estimate(study, n, threads) + "\n\n";
  return text + first_cases(study, shard) + "\n" + refusals(study, shard);
}

}  // namespace spondyl::sweep
