// Where the facet joints carry force in a state, and which way: what a picture draws as arrows.
#pragma once

#include <vector>

#include "spine/region.hpp"
#include "spine/spine_model.hpp"

namespace spondyl::spine {

struct FacetForce {
  Level level;
  Side side;
  fem::WeightedPoint place;  ///< center of the contact, on the inferior process of the upper vertebra
  Eigen::Vector3d force;     ///< N, of the lower vertebra on the upper one, normal to the lower one's facet
};

/// Of the joints that touch, from L1-L2 down, left before right; their lengths are LevelMeasures::facet_force.
std::vector<FacetForce> facet_forces(const SpineModel& spine, const fem::State& state);

}  // namespace spondyl::spine
