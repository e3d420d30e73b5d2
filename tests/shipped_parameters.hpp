// The parameters that ship, as all tests want them.

#pragma once

#include <string>

#include "study/parameter_file.hpp"

namespace spondyl::test {

inline const core::ParameterTable& shipped_parameters() {
  static const core::ParameterTable table = study::read_parameters(std::string(SPONDYL_SOURCE_DIR) + "/models");
  return table;
}

}  // namespace spondyl::test
