#include "study/table.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "core/units.hpp"
#include "study/comparison.hpp"
#include "study/implant_list.hpp"
#include "study/quantity.hpp"
#include "study/text_columns.hpp"

namespace spondyl::study {
namespace {

using Value = std::optional<double>;
using namespace text;

struct Column {
  const char* title;
  const char* quantity;
  int decimals;
};
constexpr std::array<Column, 3> columns{{{"rotation (deg)", "rotation_deg", 2},
                                         {"disc pressure (MPa)", "intradiscal_pressure_MPa", 3},
                                         {"annulus stress (MPa)", "annulus_stress_MPa", 3}}};
constexpr std::size_t name_width = 20, cell_width = 26;

Value value_of(const CaseResult* result, spine::Level level, const char* quantity) {
  if (!result || !result->converged())
    return std::nullopt;
  return level_quantity(quantity).value(result->measures[level]);
}

std::string cell(const Column& column, const CaseResult* before, const CaseResult* after, spine::Level level) {
  const Value old_value = value_of(before, level, column.quantity);
  if (!after)
    return right(fixed(old_value, column.decimals), 7);
  const Value new_value = value_of(after, level, column.quantity);
  std::string text = right(fixed(old_value, column.decimals), 6) + arrow + right(fixed(new_value, column.decimals), 6);
  if (const Value change = change_percent(old_value, new_value))
    text += right(percent(*change), 9);
  return text;
}

// Of the one plan that this table shows.
const StateResult* operated_of(const ExperimentResult& result) {
  return result.states.size() > 1 ? &result.states[1] : nullptr;
}

std::string level_name(const spine::SpineModel& spine, spine::Level level) {
  const auto adjacent = adjacent_levels(spine);
  std::string text = "  " + std::string(name(level));
  if (is_fused(spine, level))
    text += "  fused";
  if (is_decompressed(spine, level))
    text += "  opened";
  if (std::find(adjacent.begin(), adjacent.end(), level) != adjacent.end())
    text += "  neighbor";
  return text;
}

// "moment 7.50 → 9.12 Nm, L1 turns 21.30 → 21.30 deg"
std::string case_line(const CaseResult* before, const CaseResult* after) {
  const auto both = [&](auto&& number) { return number(*before) + (after ? arrow + number(*after) : std::string{}); };
  if (!is_rotation(before->load_case))
    return "follower load " + fixed(before->follower_load, 0) + " N";
  return "moment " + both([](const CaseResult& r) { return fixed(core::newton_meters(r.moment), 2); }) +
         " Nm, L1 turns " +
         both([](const CaseResult& r) { return fixed(core::degrees(r.measures.total_rotation), 2); }) + " deg";
}

bool has_moments(const Experiment& experiment) {
  const auto& cases = experiment.loads.cases;
  return std::any_of(cases.begin(), cases.end(), is_rotation);
}

std::string protocol_line(Protocol protocol, const Experiment& experiment) {
  switch (protocol) {
    case Protocol::load_control:
      return std::string("load control: the same ") + (has_moments(experiment) ? "moment" : "force") +
             " before and after";
    case Protocol::hybrid:
      return "hybrid: the same total motion as intact; the moment follows";
    case Protocol::displacement_control:
      return "displacement control: a total motion of " + fixed(core::degrees(*experiment.loads.rotation_rad), 1) +
             " deg; the moment follows";
  }
  return {};
}

std::string header() {
  std::string text = padded("", name_width);
  for (const Column& column : columns)
    text += padded(column.title, cell_width);
  return text;
}

// One load case: its line and one for each level, or what went wrong.
std::string case_block(const spine::SpineModel& spine, const CaseResult* before, const CaseResult* after) {
  const std::string title = padded(spaced(name(before->load_case)), name_width + 3);
  std::string text;
  for (const auto& [result, state] : {std::pair{before, "intact "}, std::pair{after, "operated "}}) {
    if (result && !result->converged())
      text += (text.empty() ? title : padded("", name_width + 3)) + state + failure_text(*result) + "\n";
  }
  if (!before->converged() && !(after && after->converged()))
    return text;
  if (text.empty())
    text = without_trailing_space(title + case_line(before, after));
  for (const auto& [result, state] : {std::pair{before, "intact "}, std::pair{after, "operated "}}) {
    if (result && !fold_text(*result).empty())
      text += padded("", name_width + 3) + state + fold_text(*result) + "\n";
  }
  for (const spine::Level level : spine::all_levels) {
    std::string line = padded(level_name(spine, level), name_width);
    for (const Column& column : columns)
      line += padded(cell(column, before, after, level), cell_width);
    text += without_trailing_space(line);
  }
  return text;
}

// Smallest and largest change of a quantity over the neighbors and all cases of a protocol.
struct Range {
  double low, high;
};
std::optional<Range> neighbor_range(const ExperimentResult& result, Protocol protocol, const char* quantity) {
  const StateResult& intact = result.states.front();
  const StateResult& operated = result.states.at(1);
  std::optional<Range> range;
  for (const CaseResult& after : operated.cases) {
    if (after.protocol != protocol)
      continue;
    for (const spine::Level level : adjacent_levels(*operated.spine)) {
      const CaseResult* before = intact.find(after.load_case, protocol);
      const Value change = change_percent(value_of(before, level, quantity), value_of(&after, level, quantity));
      if (!change)
        continue;
      range = range ? Range{std::min(range->low, *change), std::max(range->high, *change)} : Range{*change, *change};
    }
  }
  return range;
}

std::string words(const Range& range) {
  const std::string low = percent(range.low), high = percent(range.high);
  return low == high ? low : low.substr(0, low.size() - 2) + " to " + high;
}

std::string neighbor_names(const std::vector<spine::Level>& adjacent) {
  std::string text;
  for (const spine::Level level : adjacent)
    text += (text.empty() ? "" : " and ") + std::string(name(level));
  return text;
}

std::string clause(const ExperimentResult& result, Protocol protocol) {
  const auto rotation = neighbor_range(result, protocol, "rotation_deg");
  const auto pressure = neighbor_range(result, protocol, "intradiscal_pressure_MPa");
  const auto stress = neighbor_range(result, protocol, "annulus_stress_MPa");
  if (!rotation || !pressure || !stress)
    return {};
  return "rotation " + words(*rotation) + ", disc pressure " + words(*pressure) + ", annulus stress " + words(*stress);
}

// Only where every quantity rises in every direction while the motion of the whole is kept.
bool do_neighbors_work_harder(const ExperimentResult& result) {
  bool is_any = false;
  for (const Protocol protocol : {Protocol::hybrid, Protocol::displacement_control}) {
    for (const Column& column : columns) {
      const auto range = neighbor_range(result, protocol, column.quantity);
      if (range && range->low <= 0)
        return false;
      is_any = is_any || range;
    }
  }
  return is_any;
}

}  // namespace

std::string neighbor_sentence(const ExperimentResult& result) {
  const StateResult* operated = operated_of(result);
  if (!operated)
    return {};
  const auto adjacent = adjacent_levels(*operated->spine);
  if (adjacent.empty())
    return {};
  std::string text;
  for (const Protocol protocol : {Protocol::hybrid, Protocol::displacement_control, Protocol::load_control}) {
    const std::string changes = clause(result, protocol);
    if (changes.empty())
      continue;
    const bool is_still = std::none_of(operated->cases.begin(), operated->cases.end(),
                                       [](const CaseResult& c) { return is_rotation(c.load_case); });
    const char* when = protocol != Protocol::load_control ? "when the spine as a whole moves as far as before: "
                       : is_still                         ? "under the same force: "
                                                          : "when only the moment is the same: ";
    text += (text.empty() ? "" : "; ") + std::string(when) + changes;
  }
  if (text.empty())
    return {};
  return "The neighbors (" + neighbor_names(adjacent) + ") " +
         (do_neighbors_work_harder(result) ? "work harder" : "change as follows") +
         ", over all directions shown: " + text + ".";
}

std::string result_table(const std::string& title, const Experiment& experiment, const ExperimentResult& result) {
  const StateResult& intact = result.states.front();
  const StateResult* operated = operated_of(result);
  const spine::SpineModel& spine = *result.states.back().spine;
  std::string text = title + (operated ? ": intact → operated\n" : "\n");
  for (const std::string& line : result.states.back().operations)
    text += wrapped(line, 2, 4);
  text += conditions_line(experiment);
  for (const Protocol protocol : experiment.loads.protocols) {
    text += "\n" + protocol_line(protocol, experiment) + "\n" + without_trailing_space(header());
    for (const CaseResult& before : intact.cases) {
      if (before.protocol != protocol)
        continue;
      const CaseResult* after = operated ? operated->find(before.load_case, protocol) : nullptr;
      text += case_block(spine, &before, after);
    }
  }
  if (const std::string sentence = neighbor_sentence(result); !sentence.empty())
    text += "\n" + wrapped(sentence);
  if (const std::string sentence = implant_sentence(result); !sentence.empty())
    text += "\n" + wrapped(sentence);
  return text + "\n" + model_note();
}

std::string failure_text(const CaseResult& result) {
  if (result.converged())
    return {};
  if (!result.report)
    return "was not run, for a solve it starts from did not converge";
  const std::string load = result.load_case == LoadCase::compression
                               ? fixed(result.follower_load, 0) + " N"
                               : fixed(core::newton_meters(result.moment), 1) + " Nm";
  return "did not converge (" + std::string(result.status()) + " at " + fixed(100 * result.report->reached, 0) +
         " % of the way, under " + load + ")";
}

std::string fold_text(const CaseResult& result) {
  if (!result.converged() || result.report->saddles == 0)
    return {};
  return "bends over a fold: one of several states that it could stand in";
}

std::string conditions_line(const Experiment& experiment) {
  std::string text = "  " + std::string(name(experiment.resolution)) + " mesh, ";
  text += description(experiment.fidelity);
  if (has_moments(experiment))
    text += ", follower load " + fixed(experiment.parameters.value("load.follower_N"), 0) + " N";
  return text + "\n";
}

std::string model_note() {
  return wrapped(
      "A model, not a forecast: one anatomy, average published tissue, no muscles; "
      "how far other people differ from it is not known from these numbers.");
}

}  // namespace spondyl::study
