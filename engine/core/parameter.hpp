// Every number of the model, once: its path, unit, default, range, meaning, literature source and how sure that source is.
// Values are in the unit the entry names ("deg", "MPa"), as in the files; convert where they are used (core/units.hpp).

#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"

namespace spondyl::core {

/// primary: read in the source itself; secondary: read in a work citing it; recalled: from memory;
/// computed: derived from other rows, as `doc` says.
enum class Confidence { primary, secondary, recalled, computed };
inline constexpr std::array<std::string_view, 4> confidence_names{"primary", "secondary", "recalled", "computed"};
constexpr std::string_view name(Confidence confidence) {
  return confidence_names[static_cast<std::size_t>(confidence)];
}

/// Units a parameter may have; "-" is a pure number, "count" a whole one.
inline constexpr std::array<std::string_view, 7> parameter_units{"mm", "deg", "MPa", "N", "Nm", "-", "count"};

struct Parameter {
  std::string path;  // "anatomy.L4.endplate_superior_width_mm"
  double value = 0.0;
  std::string unit;
  double min = 0.0;
  double max = 0.0;
  std::string doc;
  std::string source;  // a key of models/sources.toml
  Confidence confidence = Confidence::recalled;
};

/// "a number from 25 to 75 mm"
std::string allowed_values(const Parameter& parameter);

/// Whether `value` is a finite number in the range of the parameter (and whole, if the parameter counts something).
bool is_allowed(const Parameter& parameter, double value);

class ParameterTable {
 public:
  /// Throws an internal error if the path is taken or the value is outside its own range: readers check before.
  void declare(Parameter parameter);

  /// Null if there is no such path.
  const Parameter* find(std::string_view path) const;

  /// Throws an internal error if there is no such path: the caller is at fault, not the user.
  double value(std::string_view path) const;

  /// Throws bad_input naming `where` if the path is unknown (with the nearest one) or the value is not allowed.
  void set(std::string_view path, double value, const Where& where = {});

  /// The same, and the entry says from now on that `source` computed its value; its doc keeps what it was before.
  void replace(std::string_view path, double value, std::string_view source, const Where& where = {});

  /// SHA-256 of all paths, values and units, as 64 hexadecimal digits: equal tables, equal models.
  std::string sha256() const;

  /// In the order of the paths.
  auto begin() const { return entries_.begin(); }
  auto end() const { return entries_.end(); }
  std::size_t size() const { return entries_.size(); }

 private:
  std::vector<Parameter> entries_;
};

}  // namespace spondyl::core
