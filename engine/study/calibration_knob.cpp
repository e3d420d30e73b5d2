#include "study/calibration_knob.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "spine/level.hpp"
#include "study/toml_table.hpp"
#include "study/validation_row.hpp"

namespace spondyl::study {
namespace {

using core::Error;
using core::ErrorCode;

/// The level that a parameter belongs to: the part of its path that is a level's name.
std::optional<spine::Level> level_of(std::string_view path) {
  for (const spine::Level level : spine::all_levels) {
    if (path.find("." + std::string(name(level)) + ".") != std::string_view::npos)
      return level;
  }
  return std::nullopt;
}

/// -1 at L1-L2, 1 at L5-S1.
double height(spine::Level level) {
  constexpr double half = 0.5 * (spine::n_levels - 1);
  return (level.index - half) / half;
}

std::vector<std::string> paths_of(const TomlTable& table, const core::ParameterTable& parameters) {
  const auto patterns = table.texts("paths");
  if (!patterns || patterns->empty())
    throw Error(ErrorCode::bad_input, table.where("paths"), "no paths", "paths of parameters, with * for any text");
  for (const std::string& pattern : *patterns) {
    if (std::none_of(parameters.begin(), parameters.end(),
                     [&](const core::Parameter& p) { return matches(pattern, p.path); })) {
      throw Error(ErrorCode::bad_input, table.where("paths"), "'" + pattern + "', which fits no parameter",
                  "paths that 'spondyl params' lists");
    }
  }
  std::vector<std::string> paths;
  for (const core::Parameter& parameter : parameters) {
    if (std::any_of(patterns->begin(), patterns->end(),
                    [&](const std::string& pattern) { return matches(pattern, parameter.path); }))
      paths.push_back(parameter.path);
  }
  return paths;
}

double positive(const TomlTable& table, std::string_view key) {
  const double value = table.required_number(key);
  if (!(value > 0))
    throw Error(ErrorCode::bad_input, table.where(key), core::to_text(value), "a number above 0");
  return value;
}

void check(const Knob& knob, const TomlTable& table) {
  const bool is_offset = knob.kind == KnobKind::offset;
  if (!(knob.min < knob.neutral() && knob.neutral() < knob.max) || (!is_offset && knob.min <= 0)) {
    throw Error(ErrorCode::bad_input, table.where("min"), core::to_text(knob.min) + " to " + core::to_text(knob.max),
                is_offset ? "a range with 0 inside" : "a range above 0 with 1 inside");
  }
  if (!is_offset && knob.deviation <= 1)
    throw Error(ErrorCode::bad_input, table.where("deviation"), core::to_text(knob.deviation), "a factor above 1");
  for (const std::string& path : knob.paths) {
    if (knob.kind == KnobKind::tilt && !level_of(path))
      throw Error(ErrorCode::bad_input, table.where("paths"), "'" + path + "', which belongs to no level",
                  "parameters of levels with kind = \"tilt\"");
  }
}

Knob read_knob(const TomlTable& table, const core::ParameterTable& parameters) {
  table.allow_only(std::array<std::string_view, 7>{"id", "paths", "kind", "min", "max", "deviation", "why"});
  Knob knob;
  knob.id = table.required_text("id");
  knob.paths = paths_of(table, parameters);
  knob.kind = static_cast<KnobKind>(table.required_choice("kind", knob_kind_names));
  knob.min = table.required_number("min");
  knob.max = table.required_number("max");
  knob.deviation = positive(table, "deviation");
  knob.why = table.required_text("why");
  check(knob, table);
  return knob;
}

double turned_value(double value, const Knob& knob, double setting, std::string_view path) {
  switch (knob.kind) {
    case KnobKind::factor:
      return value * setting;
    case KnobKind::tilt:
      return value * std::pow(setting, height(level_of(path).value()));
    case KnobKind::offset:
      return value + setting;
  }
  return value;
}

}  // namespace

double Knob::setting(double deviations) const {
  const double free = kind == KnobKind::offset ? deviation * deviations : std::pow(deviation, deviations);
  return std::clamp(free, min, max);
}

double Knob::deviations(double setting) const {
  return kind == KnobKind::offset ? setting / deviation : std::log(setting) / std::log(deviation);
}

CalibrationPlan read_calibration_plan(const std::filesystem::path& file, const core::ParameterTable& parameters) {
  const TomlTable root = TomlTable::parse_file(file);
  root.allow_only(std::array<std::string_view, 2>{"fit", "knob"});
  const auto fit = root.table("fit");
  if (!fit)
    throw Error(ErrorCode::bad_input, root.where("fit"), "nothing: the key is missing", "a table: [fit]");
  fit->allow_only(std::array<std::string_view, 4>{"deviation_deg", "deviation_mm", "tolerance", "max_iterations"});
  CalibrationPlan plan;
  plan.deviation_deg = positive(*fit, "deviation_deg");
  plan.deviation_mm = positive(*fit, "deviation_mm");
  plan.tolerance = positive(*fit, "tolerance");
  plan.max_iterations = static_cast<int>(positive(*fit, "max_iterations"));
  for (const TomlTable& table : root.tables("knob")) {
    Knob knob = read_knob(table, parameters);
    if (std::any_of(plan.knobs.begin(), plan.knobs.end(), [&](const Knob& other) { return other.id == knob.id; }))
      throw Error(ErrorCode::bad_input, table.where("id"), "'" + knob.id + "' a second time", "one knob for each id");
    plan.knobs.push_back(std::move(knob));
  }
  if (plan.knobs.empty())
    throw Error(ErrorCode::bad_input, root.where("knob"), "no knob", "at least one [[knob]]");
  return plan;
}

std::vector<TurnedParameter> turned_parameters(const std::vector<Knob>& knobs, const Eigen::VectorXd& deviations,
                                               const core::ParameterTable& published) {
  std::vector<TurnedParameter> out;
  for (const core::Parameter& parameter : published) {
    double value = parameter.value;
    bool is_turned = false;
    for (std::size_t k = 0; k < knobs.size(); ++k) {
      const auto& paths = knobs[k].paths;
      if (std::find(paths.begin(), paths.end(), parameter.path) == paths.end())
        continue;
      is_turned = true;
      value = turned_value(value, knobs[k], knobs[k].setting(deviations[static_cast<Eigen::Index>(k)]), parameter.path);
    }
    if (is_turned)
      out.push_back({parameter.path, std::clamp(value, parameter.min, parameter.max)});
  }
  return out;
}

core::ParameterTable turned(core::ParameterTable published, const std::vector<Knob>& knobs,
                            const Eigen::VectorXd& deviations) {
  for (const TurnedParameter& parameter : turned_parameters(knobs, deviations, published))
    published.set(parameter.path, parameter.value);
  return published;
}

}  // namespace spondyl::study
