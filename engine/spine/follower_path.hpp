// Where the cable of the follower load runs: from the middle of the upper endplate of L1 through two points of every disc,
// one in each endplate beside it, to S1. What bends a level is the lever of the cable in its disc alone, so each disc has
// its own offset, fitted so that the intact spine bends as little as it can (docs/theory/spine.md).
#pragma once

#include <vector>

#include "fem/cable.hpp"
#include "spine/alignment.hpp"
#include "spine/spine_mesh.hpp"

namespace spondyl::spine {

/// The points beside the discs, from L1 down; each pulls on a whole plane under an endplate with the same resultant and
/// moment as at the point itself. The anchor on L1 is not among them.
std::vector<fem::WeightedPoint> follower_path(const SpineSpec& spec, const Alignment& alignment, const SpineMesh& mesh);

}  // namespace spondyl::spine
