// `spondyl compare`: the plans of several scenes on one spine, under one set of loads.
#pragma once

#include <string>
#include <vector>

#include "cli/answer.hpp"

namespace spondyl::cli {

/// Spine and loads are those of the first scene; the others must have the same. Plans are named by their files. Returns
/// the exit status. Throws core::Error for bad input.
int compare(const std::vector<std::string>& files, const core::ParameterTable& declared, const AnswerOptions& options);

}  // namespace spondyl::cli
