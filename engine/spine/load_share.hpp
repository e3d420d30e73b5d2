// Who carries the load of a segment: disc, cages, rods, ligaments, facets. Pure function of the model and a state.
#pragma once

#include <array>
#include <optional>

#include "spine/cut_forces.hpp"
#include "spine/direction.hpp"

namespace spondyl::spine {

/// Empty where there is next to no load to share, and for a carrier that the level lacks.
struct LoadShare {
  std::optional<double> compression;  ///< of the force with which the follower load presses on the segment
  std::optional<double> bending;      ///< of the applied moment about the axis of the case
};

/// In the order of Carrier. The follower cable bears no share of its own compression.
using LoadShares = std::array<LoadShare, carrier_names.size()>;

/// Of the forces across the middle of a disc. The shares of compression add up to one, and those of bending too.
LoadShares load_shares(const CutForces& cut, const Direction& direction);

}  // namespace spondyl::spine
