// Reading [[axis]] and [[correlation]]; sweep/axis.hpp says what they hold. Internal to the readers of sweep.
#pragma once

#include <vector>

#include "study/toml_table.hpp"
#include "sweep/axis.hpp"
#include "sweep/known_function.hpp"

namespace spondyl::sweep {

/// What a path can stand for: a parameter or a key of the scene, or an input of a known function.
struct AxisRoom {
  const core::ParameterTable& declared;
  const KnownFunction* function = nullptr;  ///< null: a spine
};

/// An axis with a path and without values, as a file of cases has it. Throws bad_input at `where`.
Axis make_axis(const std::string& path, const AxisRoom& room, const core::Where& where);

/// Throws bad_input where the parameter does not allow the value.
void check_value(const Axis& axis, const Value& value, const core::ParameterTable& declared, const core::Where& where);

std::vector<Axis> read_axes(const study::TomlTable& root, const AxisRoom& room);

std::vector<Correlation> read_correlations(const study::TomlTable& root, const std::vector<Axis>& axes);

}  // namespace spondyl::sweep
