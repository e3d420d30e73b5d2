// One case of a store, by its number: to be solved again or looked at.
#pragma once

#include <string>

#include "sweep/study_file.hpp"

namespace spondyl::sweep {

/// What its axes are. `store` is named where the study has no such case: bad_input.
const CaseValues& stored_values(const Study& study, std::size_t id, const std::string& store);

/// The case as `spondyl run` would solve it, its scene named after the number and the study. Throws bad_input also for a
/// study of a function, and as spine_case for a case that cannot be done.
SpineCase stored_case(const Study& study, std::size_t id, const std::string& store);

}  // namespace spondyl::sweep
