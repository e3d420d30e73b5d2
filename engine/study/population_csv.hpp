// The comparison of an answer as CSV with the bands over people beside each number.
#pragma once

#include <string>

#include "study/experiment.hpp"
#include "study/population.hpp"

namespace spondyl::study {

/// One row for each of compare(result); units are in the names of the quantities. What is missing is an empty cell.
std::string population_csv(const ExperimentResult& result, const Population& people);

}  // namespace spondyl::study
