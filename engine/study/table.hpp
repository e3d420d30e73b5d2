// The answer for people: intact -> operated for each protocol, load case and level, what it means for the neighbors, and
// how far it can be trusted. UTF-8, at most 100 columns.

#pragma once

#include <string>

#include "study/experiment.hpp"

namespace spondyl::study {

/// Everything. `title`: what was done, such as "L4-L5 fused".
std::string result_table(const std::string& title, const Experiment& experiment, const ExperimentResult& result);

/// Under what the numbers were found: "  interactive mesh, elastic bone, follower load 400 N".
std::string conditions_line(const Experiment& experiment);

/// How far any number of this program can be trusted.
std::string model_note();

/// Why a case has no values, in words, with the load it came to; empty if it has.
std::string failure_text(const CaseResult& result);
/// "bends over a fold …", or nothing if it went over no saddle.
std::string fold_text(const CaseResult& result);

/// One plain sentence about the neighbors of what was fused; empty where there is nothing to compare.
std::string neighbor_sentence(const ExperimentResult& result);

}  // namespace spondyl::study
