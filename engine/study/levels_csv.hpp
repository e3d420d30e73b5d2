// levels.csv: one row for each state, protocol, load case and level.

#pragma once

#include <string>

#include "study/experiment.hpp"

namespace spondyl::study {

/// The text of levels.csv; what a level lacks or a case did not reach is an empty cell.
std::string levels_csv(const ExperimentResult& result);

}  // namespace spondyl::study
