// A solved scene against what it expects.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "study/expectation.hpp"
#include "study/experiment.hpp"

namespace spondyl::study {

struct CheckedExpectation {
  Expectation expected;
  std::optional<double> ours;  ///< nothing where the case was not solved or did not converge, or has no such value

  bool is_inside() const { return ours && expected.low <= *ours && *ours <= expected.high; }
};

/// Each expectation on the first operated state, on the intact one without a plan.
std::vector<CheckedExpectation> check_expectations(const std::vector<Expectation>& expectations,
                                                   const ExperimentResult& result);

/// One line each: inside or outside, what was expected, ours, where from.
std::string expectation_table(const std::vector<CheckedExpectation>& checked);

}  // namespace spondyl::study
