// What can be set, for people and for programs.

#pragma once

#include <string>

#include "core/parameter.hpp"

namespace spondyl::study {

/// Two lines a parameter: path, value, unit and range; what it is and where it comes from.
std::string parameter_list(const core::ParameterTable& parameters);

/// A list of {path, value, unit, min, max, doc, source, confidence}.
std::string parameter_json(const core::ParameterTable& parameters);

}  // namespace spondyl::study
