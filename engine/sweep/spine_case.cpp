// A case starts cold: a start from another case's state would change the last bits, and so the row, with the order.

#include "sweep/spine_case.hpp"

#include <algorithm>

#include "study/progressive_answer.hpp"
#include "sweep/processor_time.hpp"

namespace spondyl::sweep {
namespace {

using core::Error;
using core::ErrorCode;

/// "operation.2.rods" -> {"operation", 1, "rods"}; the place in the list is 0 where no number stands there.
struct KeyPath {
  std::string table;
  std::size_t place = 0;
  std::string key;
};

KeyPath parse(const std::string& path) {
  const std::size_t dot = path.find('.');
  KeyPath key{path.substr(0, dot), 0, path.substr(dot + 1)};
  const std::size_t second = key.key.find('.');
  if (key.table == "operation" && second != std::string::npos) {
    const Value place = to_value(key.key.substr(0, second));
    const auto* number = std::get_if<double>(&place);
    key.place = number && *number >= 1 && *number <= 1000 ? static_cast<std::size_t>(*number) - 1 : 1000;
    key.key = key.key.substr(second + 1);
  }
  return key;
}

/// The table that holds a key; made where it is missing, but no operation is.
toml::table& holder(toml::table& document, const KeyPath& key, const Setting& setting) {
  if (key.table == "operation") {
    toml::array* operations = document["operation"].as_array();
    toml::table* operation =
        operations && key.place < operations->size() ? operations->get_as<toml::table>(key.place) : nullptr;
    if (!operation)
      throw Error(ErrorCode::bad_input, setting.axis->where, "operation " + std::to_string(key.place + 1),
                  "an operation that the scene (and every plan) has");
    return *operation;
  }
  if (!document.contains(key.table))
    document.insert(key.table, toml::table{});
  toml::table* table = document[key.table].as_table();
  if (!table)
    throw Error(ErrorCode::bad_input, setting.axis->where, "a scene whose '" + key.table + "' is no table", "a table");
  return *table;
}

void set_key(toml::table& document, const Setting& setting) {
  const KeyPath key = parse(setting.axis->path);
  toml::table& table = holder(document, key, setting);
  if (const auto* number = std::get_if<double>(&setting.value)) {
    table.insert_or_assign(key.key, *number);
    return;
  }
  const std::string& text = std::get<std::string>(setting.value);
  const bool is_toml = text.starts_with('[') || text == "true" || text == "false";
  if (!is_toml) {
    table.insert_or_assign(key.key, text);
    return;
  }
  const study::TomlTable value = study::TomlTable::parse_text("value = " + text, setting.axis->where.file);
  table.insert_or_assign(key.key, *value.node().get("value"));
}

std::string failed_solves(const study::ExperimentResult& result) {
  std::string text;
  for (const study::StateResult& state : result.states) {
    for (const study::CaseResult& c : state.cases) {
      if (!c.converged())
        text += (text.empty() ? "" : "; ") + state.name + " " + std::string(name(c.protocol)) + " " +
                std::string(name(c.load_case)) + ": " + std::string(c.status());
    }
  }
  return text;
}

std::optional<Outcome> solve(const SpineStudy& study, const CaseValues& values, const std::stop_token& stop) {
  const double start = processor_seconds();
  Outcome outcome;
  outcome.outputs.resize(study.outputs.size());
  try {
    SpineCase spine = spine_case(study, values);
    study::Experiment experiment = study::experiment_of(spine.scene, study.declared);
    experiment.plans = std::move(spine.plans);
    experiment.fidelity = study.fidelity;
    std::stop_source own;
    bool is_late = false;
    const std::stop_callback outer(stop, [&] { own.request_stop(); });
    const auto watch = [&](const study::ProgressEvent&) {
      is_late = is_late || processor_seconds() - start > study.time_limit_s;
      if (is_late)
        own.request_stop();
    };
    const auto result = study::run_progressively(experiment, 1, {own.get_token(), watch});
    if (!result && !is_late)
      return std::nullopt;
    if (!result) {
      outcome.status = Status::timed_out;
      outcome.reason = "more than " + core::to_text(study.time_limit_s) + " s of processor time";
      return outcome;
    }
    outcome.newton_iterations = result->iterations();
    outcome.outputs = outputs_of(study, *result);
    outcome.reason = failed_solves(*result);
    if (!outcome.reason.empty())
      outcome.status = Status::not_converged;
  } catch (const Error& error) {
    if (error.code() == ErrorCode::io)
      throw;
    outcome.status = Status::refused;
    outcome.reason = error.what();
  }
  return outcome;
}

}  // namespace

study::Scene scene_with(const study::TomlTable& document, const core::ParameterTable& declared,
                        std::span<const Setting> settings, bool are_operations_tried) {
  toml::table edited = document.node();
  study::SceneEdits edits;
  edits.are_operations_tried = are_operations_tried;
  for (const Setting& setting : settings) {
    if (std::holds_alternative<std::monostate>(setting.value))
      continue;
    const Axis& axis = *setting.axis;
    if (axis.target == Axis::Target::scene_key) {
      set_key(edited, setting);
      continue;
    }
    const auto* number = std::get_if<double>(&setting.value);
    const core::Parameter* parameter = declared.find(axis.path);
    if (!number || !parameter)
      throw Error(ErrorCode::bad_input, axis.where, "'" + to_text(setting.value) + "'",
                  parameter ? core::allowed_values(*parameter) : "a path that 'spondyl params' lists");
    if (axis.target == Axis::Target::measure)
      edits.measures.push_back({axis.path, *number, axis.where});
    else
      edits.parameters.push_back({axis.path, *number, axis.where});
  }
  return study::read_scene(study::TomlTable::of_document(std::move(edited), document.file()), declared, edits);
}

SpineCase spine_case(const SpineStudy& study, const CaseValues& values) {
  std::vector<Setting> settings;
  for (std::size_t k = 0; k < study.axes.size(); ++k)
    settings.push_back({&study.axes[k], values[k]});
  SpineCase out;
  for (std::size_t p = 0; p < study.plans.size(); ++p) {
    study::Scene scene = scene_with(study.plans[p].document, study.declared, settings);
    if (!scene.operations.empty())
      out.plans.push_back({study.plans[p].name, scene.operations, scene.healing});
    if (p == 0)
      out.scene = std::move(scene);
  }
  return out;
}

std::vector<std::optional<double>> outputs_of(const SpineStudy& study, const study::ExperimentResult& result) {
  std::vector<std::optional<double>> values;
  for (const Output& output : study.outputs)
    values.push_back(value_of(output, result));
  return values;
}

Subject make_subject(std::shared_ptr<const SpineStudy> study) {
  return [study = std::move(study)](const CaseValues& values, std::stop_token stop) {
    return solve(*study, values, stop);
  };
}

}  // namespace spondyl::sweep
