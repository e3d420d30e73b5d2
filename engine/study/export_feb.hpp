// A spine as input of FEBio 4 (febio_spec 4.0), mm, N, MPa: settling of the ligaments, then a flexion moment on L1.
// Bone, disc tissues, ligaments and rigid parts have their counterparts there; docs/export.md says what is left out.
#pragma once

#include <string>

#include "spine/spine_model.hpp"

namespace spondyl::study {

/// The content of the file; the moment (N mm) is flexion of L1.
std::string spine_feb(const spine::SpineModel& spine, double flexion_moment);

}  // namespace spondyl::study
