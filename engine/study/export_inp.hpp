// A spine as input of CalculiX (and, but for *RIGID BODY with ROT NODE, of Abaqus), mm, N, MPa: settling of the
// ligaments, then a flexion moment on L1. What has no counterpart there is exported as the nearest thing that has, and
// the file says so in comments; docs/export.md lists it.
#pragma once

#include <string>

#include "spine/spine_model.hpp"

namespace spondyl::study {

/// The content of the file; the moment (N mm) is flexion of L1.
std::string spine_inp(const spine::SpineModel& spine, double flexion_moment);

}  // namespace spondyl::study
