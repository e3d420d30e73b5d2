#include "study/parameter_file.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <system_error>

#include "study/calibration_file.hpp"
#include "study/toml_table.hpp"

namespace spondyl::study {
namespace {

using core::Error;
using core::ErrorCode;
using core::Parameter;

constexpr std::string_view sources_file = "sources.toml";
constexpr std::string_view calibration_source = "CALIBRATION";
constexpr std::array<std::string_view, 7> fields{"value", "unit", "min", "max", "doc", "source", "confidence"};

// A table that says one of the fields is an entry (perhaps a faulty one); any other is a heading.
bool is_entry(const toml::table& table) {
  return std::any_of(fields.begin(), fields.end(), [&](std::string_view field) { return table.contains(field); });
}

bool is_never_leaf(const toml::table&) { return false; }

std::vector<std::filesystem::path> toml_files(const std::filesystem::path& models) {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(models, error)) {
    const bool hidden = entry.path().filename().string().starts_with('.');  // what an editor leaves behind
    if (!hidden && entry.path().extension() == ".toml" && entry.path().filename() != sources_file &&
        entry.path().filename() != calibrated_file) {
      files.push_back(entry.path());
    }
  }
  if (error)
    throw Error(ErrorCode::io, {.file = models.string()}, error.message(), "a readable folder of .toml files");
  if (files.empty())
    throw Error(ErrorCode::io, {.file = models.string()}, "no .toml file", "a folder of .toml files");
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<std::string> read_source_keys(const std::filesystem::path& file) {
  const TomlTable root = TomlTable::parse_file(file);
  root.allow_only(std::array<std::string_view, 1>{"sources"});
  std::vector<std::string> keys;
  const auto sources = root.table("sources");
  if (!sources)
    throw Error(ErrorCode::bad_input, root.where("sources"), "nothing: the key is missing", "a table");
  for (const auto& entry : sources->leaves(is_never_leaf)) {
    sources->required_text(entry.key);
    keys.push_back(entry.key);
  }
  return keys;
}

// The unit a name promises by its ending: "thickness_mm" is in mm, "poisson_ratio" has none.
std::string_view unit_in_name(std::string_view path) {
  for (const std::string_view unit : core::parameter_units) {
    if (path.ends_with("_" + std::string(unit)))
      return unit;
  }
  return "-";
}

std::string read_unit(const TomlTable& table, std::string_view path) {
  const std::string_view unit = core::parameter_units[table.required_choice("unit", core::parameter_units)];
  const std::string_view promised = unit_in_name(path);
  const bool agrees = unit == promised || (promised == "-" && unit == "count");
  if (!agrees) {
    throw Error(ErrorCode::bad_input, table.where("unit"), "'" + std::string(unit) + "'",
                promised == "-" ? "'-' or 'count', since the name ends in no unit"
                                : "'" + std::string(promised) + "', as the name says");
  }
  return std::string(unit);
}

Parameter read_parameter(const TomlTable& table, std::string path, std::span<const std::string_view> sources) {
  table.allow_only(fields);
  Parameter parameter;
  parameter.unit = read_unit(table, path);
  parameter.path = std::move(path);
  parameter.value = table.required_number("value");
  parameter.min = table.required_number("min");
  parameter.max = table.required_number("max");
  parameter.doc = table.required_text("doc");
  if (parameter.doc.empty())
    throw Error(ErrorCode::bad_input, table.where("doc"), "an empty text", "what it means");
  parameter.source = table.required_text("source");
  if (std::find(sources.begin(), sources.end(), parameter.source) == sources.end()) {
    throw Error(ErrorCode::bad_input, table.where("source"), "'" + parameter.source + "'",
                "a key of " + std::string(sources_file), core::suggestion(parameter.source, sources));
  }
  parameter.confidence = static_cast<core::Confidence>(table.required_choice("confidence", core::confidence_names));
  if (!is_allowed(parameter, parameter.value)) {
    throw Error(ErrorCode::bad_input, table.where("value"), core::to_text(parameter.value), allowed_values(parameter));
  }
  return parameter;
}

}  // namespace

core::ParameterTable read_published_parameters(const std::filesystem::path& models) {
  const auto files = toml_files(models);
  const std::vector<std::string> keys = read_source_keys(models / sources_file);
  const std::vector<std::string_view> sources(keys.begin(), keys.end());

  core::ParameterTable parameters;
  std::map<std::string, core::Where> declared;
  for (const auto& file : files) {
    const TomlTable root = TomlTable::parse_file(file);
    for (const auto& entry : root.leaves(is_entry)) {
      Parameter parameter = read_parameter(root.inside(entry), entry.key, sources);
      const auto [first, is_new] = declared.emplace(entry.key, entry.where);
      if (!is_new) {
        throw Error(ErrorCode::bad_input, entry.where,
                    "a second declaration (the first is at " + first->second.file + ":" +
                        std::to_string(first->second.line) + ")",
                    "one declaration of each path");
      }
      parameters.declare(std::move(parameter));
    }
  }
  return parameters;
}

core::ParameterTable read_parameters(const std::filesystem::path& models) {
  core::ParameterTable parameters = read_published_parameters(models);
  const std::filesystem::path file = models / calibrated_file;
  if (std::filesystem::exists(file)) {
    for (const CalibratedParameter& calibrated : read_calibrated(file))
      parameters.replace(calibrated.path, calibrated.value, calibration_source, calibrated.where);
  }
  return parameters;
}

}  // namespace spondyl::study
