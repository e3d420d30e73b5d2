#include "sweep/axis_reader.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace spondyl::sweep {
namespace {

using core::Error;
using core::ErrorCode;
using study::TomlTable;

constexpr std::array<std::string_view, 4> scene_tables{"operation", "healing", "spine", "loads"};
constexpr std::string_view seed_path = "spine.person_seed";
constexpr double n_people = 4294967296;  // 2^32
constexpr std::array<std::string_view, 4> kinds{"uniform", "normal", "log_normal", "published"};
constexpr double max_steps = 10000;

/// The row of population.* with the mean of a measure, and that of its standard deviation; null where there is none.
struct Spread {
  const core::Parameter* mean = nullptr;
  const core::Parameter* sd = nullptr;
};

Spread published_spread(const std::string& path, const core::ParameterTable& declared) {
  constexpr std::string_view root = "anatomy.";
  if (!path.starts_with(root))
    return {};
  const std::string mean = "population." + path.substr(root.size());
  const std::size_t unit = mean.rfind('_');
  if (unit == std::string::npos)
    return {};
  const std::string sd = mean.substr(0, unit) + "_sd" + mean.substr(unit);
  Spread spread{declared.find(mean), declared.find(sd)};
  const std::size_t disc = mean.find("disc_height_");
  if (spread.mean && !spread.sd && disc != std::string::npos)  // published for the height in the middle
    spread.sd = declared.find(mean.substr(0, disc) + "disc_height_sd_mm");
  return spread.mean && spread.sd ? spread : Spread{};
}

bool is_scene_key(const std::string& path) {
  const std::size_t dot = path.find('.');
  return dot != std::string::npos && dot + 1 < path.size() &&
         std::find(scene_tables.begin(), scene_tables.end(), path.substr(0, dot)) != scene_tables.end();
}

Value read_value(const toml::node& node, const core::Where& where) {
  if (const auto number = study::number_of(node))
    return *number;
  if (node.is_string() && !node.as_string()->get().empty())
    return node.as_string()->get();
  if (node.is_boolean())
    return node.as_boolean()->get() ? "true" : "false";
  if (!node.is_array())
    throw Error(ErrorCode::bad_input, where, study::describe(node), "numbers, texts, true, false or lists of texts");
  std::string list = "[";
  for (const toml::node& element : *node.as_array()) {
    if (!element.is_string() || element.as_string()->get().find_first_of("\"\\\n\r") != std::string::npos)
      throw Error(ErrorCode::bad_input, where, study::describe(element), "lists of plain texts");
    list += (list.size() > 1 ? ", \"" : "\"") + element.as_string()->get() + "\"";
  }
  return list + "]";
}

void read_weights(const TomlTable& table, Axis& axis) {
  axis.weights.assign(axis.levels.size(), 1.0);
  if (const toml::node* node = table.node().get("weights")) {
    const std::string allowed = "a list of " + std::to_string(axis.levels.size()) + " numbers, none below 0";
    const toml::array* list = node->as_array();
    if (!list || list->size() != axis.levels.size())
      throw Error(ErrorCode::bad_input, table.where("weights"),
                  list ? "another number of them" : study::describe(*node), allowed);
    for (std::size_t i = 0; i < list->size(); ++i) {
      const auto weight = study::number_of(*list->get(i));
      if (!weight || !(*weight >= 0) || std::isinf(*weight))
        throw Error(ErrorCode::bad_input, table.where("weights"), study::describe(*list->get(i)), allowed);
      axis.weights[i] = *weight;
    }
  }
  const double sum = std::accumulate(axis.weights.begin(), axis.weights.end(), 0.0);
  if (!(sum > 0) || std::isinf(sum))
    throw Error(ErrorCode::bad_input, table.where("weights"), "weights whose sum is " + core::to_text(sum),
                "at least one above 0");
  for (double& weight : axis.weights)
    weight /= sum;
}

void read_list(const TomlTable& table, Axis& axis) {
  table.allow_only(std::array<std::string_view, 3>{"path", "values", "weights"});
  const toml::node& node = *table.node().get("values");
  const core::Where where = table.where("values");
  if (!node.is_array() || node.as_array()->empty())
    throw Error(ErrorCode::bad_input, where, node.is_array() ? "an empty list" : study::describe(node),
                "a list of at least one value");
  for (const toml::node& element : *node.as_array()) {
    axis.levels.push_back(read_value(element, where));
    if (std::find(axis.levels.begin(), axis.levels.end() - 1, axis.levels.back()) != axis.levels.end() - 1)
      throw Error(ErrorCode::bad_input, where, study::describe(element) + " twice", "each value once");
  }
  read_weights(table, axis);
}

std::pair<double, double> read_interval(const TomlTable& table, std::string_view key) {
  const std::string allowed = "two numbers, the lower one first";
  const toml::node* node = table.node().get(key);
  const toml::array* list = node ? node->as_array() : nullptr;
  if (!list || list->size() != 2)
    throw Error(ErrorCode::bad_input, table.where(key), node ? study::describe(*node) : "nothing", allowed);
  const auto low = study::number_of(*list->get(0)), high = study::number_of(*list->get(1));
  if (!low || !high || !(*low < *high) || std::isinf(*low) || std::isinf(*high))
    throw Error(ErrorCode::bad_input, table.where(key), "no such interval", allowed);
  return {*low, *high};
}

void read_range(const TomlTable& table, Axis& axis) {
  table.allow_only(std::array<std::string_view, 3>{"path", "range", "steps"});
  const auto [low, high] = read_interval(table, "range");
  const double steps = table.required_number("steps");
  if (!(steps >= 2 && steps <= max_steps && steps == std::floor(steps)))
    throw Error(ErrorCode::bad_input, table.where("steps"), core::to_text(steps),
                "a whole number from 2 to " + core::to_text(max_steps));
  for (double i = 0; i < steps; ++i)
    axis.levels.emplace_back(i + 1 < steps ? low + (high - low) * i / (steps - 1) : high);
  axis.weights.assign(axis.levels.size(), 1 / steps);
}

void read_published(const TomlTable& table, Axis& axis, const core::ParameterTable& declared) {
  table.allow_only(std::array<std::string_view, 2>{"path", "distribution"});
  if (axis.path == seed_path) {
    axis.distribution = Distribution{.low = 0, .high = n_people};
    axis.is_whole = true;
    return;
  }
  const Spread spread = published_spread(axis.path, declared);
  if (!spread.mean || !(spread.sd->value > 0)) {
    throw Error(ErrorCode::bad_input, table.where("distribution"), "'published' of '" + axis.path + "'",
                "a measured length or angle that has a row population.*, or spine.person_seed",
                "give a distribution and where it comes from");
  }
  const double limit = declared.value("population.truncation_sd") * spread.sd->value;
  axis.distribution = Distribution{.kind = Distribution::Kind::normal,
                                   .center = spread.mean->value,
                                   .spread = spread.sd->value,
                                   .low = spread.mean->value - limit,
                                   .high = spread.mean->value + limit};
}

double positive(const TomlTable& table, std::string_view key, double least) {
  const double value = table.required_number(key);
  if (!(value > least) || std::isinf(value))
    throw Error(ErrorCode::bad_input, table.where(key), core::to_text(value), "a number above " + core::to_text(least));
  return value;
}

double finite(const TomlTable& table, std::string_view key) {
  const double value = table.required_number(key);
  if (!std::isfinite(value))
    throw Error(ErrorCode::bad_input, table.where(key), core::to_text(value), "a finite number");
  return value;
}

void read_bounds(const TomlTable& table, Distribution& distribution) {
  if (table.has("low"))
    distribution.low = finite(table, "low");
  if (table.has("high"))
    distribution.high = finite(table, "high");
  if (!(distribution.low < distribution.high))
    throw Error(ErrorCode::bad_input, table.where("high"), "nothing between low and high", "low below high");
}

void read_distribution(const TomlTable& table, Axis& axis, const core::ParameterTable& declared) {
  const std::size_t kind = table.required_choice("distribution", kinds);
  if (kinds[kind] == "published") {
    read_published(table, axis, declared);
    return;
  }
  Distribution d;
  d.kind = static_cast<Distribution::Kind>(kind);
  switch (d.kind) {
    case Distribution::Kind::uniform:
      table.allow_only(std::array<std::string_view, 4>{"path", "distribution", "low", "high"});
      d.low = finite(table, "low");
      d.high = finite(table, "high");
      break;
    case Distribution::Kind::normal:
      table.allow_only(std::array<std::string_view, 6>{"path", "distribution", "mean", "sd", "low", "high"});
      d.center = finite(table, "mean");
      d.spread = positive(table, "sd", 0);
      break;
    case Distribution::Kind::log_normal:
      table.allow_only(std::array<std::string_view, 6>{"path", "distribution", "median", "factor", "low", "high"});
      d.center = positive(table, "median", 0);
      d.spread = positive(table, "factor", 1);
      break;
  }
  read_bounds(table, d);
  axis.distribution = d;
}

/// A distribution must reach into what the parameter allows, and stays inside it.
void confine(const TomlTable& table, Axis& axis, const core::ParameterTable& declared) {
  const core::Parameter* parameter = declared.find(axis.path);
  if (!axis.distribution || !parameter)
    return;
  if (parameter->unit == "count")
    throw Error(ErrorCode::bad_input, table.where("distribution"), "a distribution of a whole number",
                "values = [...], with weights if they are not equally likely");
  Distribution& d = *axis.distribution;
  const bool is_uniform = d.kind == Distribution::Kind::uniform;
  const double reach = is_uniform ? 0 : 6;  // standard deviations; beyond them lies one in a billion
  const bool is_log = d.kind == Distribution::Kind::log_normal;
  const double from = is_log ? d.center / std::pow(d.spread, reach) : d.center - reach * d.spread;
  const double to = is_log ? d.center * std::pow(d.spread, reach) : d.center + reach * d.spread;
  const bool is_outside =
      is_uniform ? d.low < parameter->min || d.high > parameter->max
                 : to < parameter->min || from > parameter->max || d.low > parameter->max || d.high < parameter->min;
  if (is_outside)
    throw Error(ErrorCode::bad_input, axis.where, "a distribution outside the range of '" + axis.path + "'",
                core::allowed_values(*parameter));
  d.low = std::max(d.low, parameter->min);
  d.high = std::min(d.high, parameter->max);
}

Axis read_axis(const TomlTable& table, const AxisRoom& room) {
  Axis axis = make_axis(table.required_text("path"), room, table.where("path"));
  const int n_ways = int{table.has("values")} + int{table.has("range")} + int{table.has("distribution")};
  if (n_ways != 1)
    throw Error(ErrorCode::bad_input, table.where("path"),
                n_ways == 0 ? "an axis without values" : "more than one kind of values",
                "one of values, range or distribution");
  if (table.has("values"))
    read_list(table, axis);
  else if (table.has("range"))
    read_range(table, axis);
  else
    read_distribution(table, axis, room.declared);
  confine(table, axis, room.declared);
  for (const Value& level : axis.levels)
    check_value(axis, level, room.declared, table.where(table.has("values") ? "values" : "range"));
  return axis;
}

}  // namespace

Axis make_axis(const std::string& path, const AxisRoom& room, const core::Where& where) {
  Axis axis;
  axis.path = path;
  axis.where = where;
  axis.unit = "-";
  if (room.function) {
    std::vector<std::string> inputs;
    for (std::size_t i = 1; i <= room.function->n_inputs; ++i)
      inputs.push_back("x" + std::to_string(i));
    study::choose(path, std::vector<std::string_view>(inputs.begin(), inputs.end()), where);
    axis.target = Axis::Target::function_input;
    return axis;
  }
  if (const core::Parameter* parameter = room.declared.find(path)) {
    axis.target = published_spread(path, room.declared).mean ? Axis::Target::measure : Axis::Target::parameter;
    axis.unit = parameter->unit;
    return axis;
  }
  if (is_scene_key(path)) {
    axis.target = Axis::Target::scene_key;
    return axis;
  }
  std::vector<std::string_view> paths;
  for (const core::Parameter& parameter : room.declared)
    paths.push_back(parameter.path);
  throw Error(ErrorCode::bad_input, where, "an unknown path '" + path + "'",
              "a path that 'spondyl params' lists, or operation.KEY, healing.KEY, spine.KEY or loads.KEY of the scene",
              core::suggestion(path, paths));
}

void check_value(const Axis& axis, const Value& value, const core::ParameterTable& declared, const core::Where& where) {
  if (axis.target == Axis::Target::scene_key || std::holds_alternative<std::monostate>(value))
    return;
  const core::Parameter* parameter = declared.find(axis.path);
  const auto* number = std::get_if<double>(&value);
  if (!number || (parameter ? !core::is_allowed(*parameter, *number) : !std::isfinite(*number)))
    throw Error(ErrorCode::bad_input, where, "'" + to_text(value) + "' for '" + axis.path + "'",
                parameter ? core::allowed_values(*parameter) : "a finite number");
}

std::vector<Axis> read_axes(const TomlTable& root, const AxisRoom& room) {
  std::vector<Axis> axes;
  for (const TomlTable& table : root.tables("axis")) {
    axes.push_back(read_axis(table, room));
    const auto same =
        std::find_if(axes.begin(), axes.end() - 1, [&](const Axis& a) { return a.path == axes.back().path; });
    if (same != axes.end() - 1)
      throw Error(ErrorCode::bad_input, axes.back().where, "a second axis '" + axes.back().path + "'",
                  "one axis for each path");
  }
  return axes;
}

std::vector<Correlation> read_correlations(const TomlTable& root, const std::vector<Axis>& axes) {
  std::vector<std::string_view> paths;
  for (const Axis& axis : axes)
    paths.push_back(axis.path);
  std::vector<Correlation> correlations;
  for (const TomlTable& table : root.tables("correlation")) {
    table.allow_only(std::array<std::string_view, 2>{"between", "value"});
    const auto names = table.texts("between").value_or(std::vector<std::string>{});
    const core::Where where = table.where("between");
    if (names.size() != 2 || names[0] == names[1])
      throw Error(ErrorCode::bad_input, where, std::to_string(names.size()) + " paths", "the paths of two axes");
    Correlation c{study::choose(names[0], paths, where), study::choose(names[1], paths, where),
                  table.required_number("value")};
    if (!(std::abs(c.value) < 1))
      throw Error(ErrorCode::bad_input, table.where("value"), core::to_text(c.value), "a number between -1 and 1");
    for (const std::size_t a : {c.first, c.second}) {
      if (!axes[a].distribution)
        throw Error(ErrorCode::bad_input, where, "a correlation of '" + axes[a].path + "', which has a list of values",
                    "axes with distributions");
    }
    correlations.push_back(c);
  }
  return correlations;
}

}  // namespace spondyl::sweep
