#include "core/parameter.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/sha256.hpp"

namespace spondyl::core {
namespace {

auto position(const std::vector<Parameter>& entries, std::string_view path) {
  return std::lower_bound(entries.begin(), entries.end(), path,
                          [](const Parameter& entry, std::string_view wanted) { return entry.path < wanted; });
}

}  // namespace

std::string allowed_values(const Parameter& parameter) {
  const bool counts = parameter.unit == "count";
  std::string text = counts ? "a whole number from " : "a number from ";
  text += to_text(parameter.min) + " to " + to_text(parameter.max);
  if (!counts && parameter.unit != "-")
    text += " " + parameter.unit;
  return text;
}

bool is_allowed(const Parameter& parameter, double value) {
  const bool whole = parameter.unit != "count" || value == std::floor(value);
  return value >= parameter.min && value <= parameter.max && whole;  // false for a NaN
}

void ParameterTable::declare(Parameter parameter) {
  if (!is_allowed(parameter, parameter.value)) {
    throw Error(ErrorCode::internal, {.key = parameter.path}, to_text(parameter.value), allowed_values(parameter));
  }
  const auto at = position(entries_, parameter.path);
  if (at != entries_.end() && at->path == parameter.path) {
    throw Error(ErrorCode::internal, {.key = parameter.path}, "a second declaration", "one declaration of each path");
  }
  entries_.insert(at, std::move(parameter));
}

const Parameter* ParameterTable::find(std::string_view path) const {
  const auto at = position(entries_, path);
  return at != entries_.end() && at->path == path ? &*at : nullptr;
}

double ParameterTable::value(std::string_view path) const {
  const Parameter* parameter = find(path);
  if (!parameter) {
    throw Error(ErrorCode::internal, {.key = std::string(path)}, "a path that is not declared",
                "a path of the parameter table");
  }
  return parameter->value;
}

void ParameterTable::set(std::string_view path, double value, const Where& where) {
  Where at = where;
  if (at.key.empty())
    at.key = path;
  const Parameter* parameter = find(path);
  if (!parameter) {
    std::vector<std::string_view> paths;
    for (const Parameter& entry : entries_) {
      paths.push_back(entry.path);
    }
    throw Error(ErrorCode::bad_input, std::move(at), "an unknown parameter '" + std::string(path) + "'",
                "a path that 'spondyl params' lists", suggestion(path, paths));
  }
  if (!is_allowed(*parameter, value)) {
    throw Error(ErrorCode::bad_input, std::move(at), to_text(value), allowed_values(*parameter));
  }
  entries_[static_cast<std::size_t>(parameter - entries_.data())].value = value;
}

void ParameterTable::replace(std::string_view path, double value, std::string_view source, const Where& where) {
  const Parameter* before = find(path);
  const std::string was = before ? to_text(before->value) + " of " + before->source : "";
  set(path, value, where);
  Parameter& entry = entries_[static_cast<std::size_t>(find(path) - entries_.data())];
  entry.doc += " (published: " + was + ")";
  entry.source = source;
  entry.confidence = Confidence::computed;
}

std::string ParameterTable::sha256() const {
  std::string text;
  for (const Parameter& entry : entries_) {
    text += entry.path + " = " + to_text(entry.value) + " " + entry.unit + "\n";
  }
  return core::sha256(text);
}

}  // namespace spondyl::core
