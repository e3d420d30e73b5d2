// A state of a spine as a mirror in the median plane (y = 0) shows it: bending to the left becomes bending to the right.
// For a spine that is its own mirror image, the mirrored state is the solution of the mirrored loads.
#pragma once

#include <optional>

#include "spine/spine_model.hpp"

namespace spondyl::spine {

/// `state` mirrored node by node, body by body, element by element; moments about the x and z axes change sign. Nothing if a
/// node, a body or an element has no other where the mirror shows it (one-sided cuts and implants). Whether tissues and
/// implants are alike on both sides is not asked: the forces of the mirrored state tell.
std::optional<fem::State> mirrored(const SpineModel& spine, const fem::State& state);

}  // namespace spondyl::spine
