#include "spine/load_share.hpp"

#include <cmath>

namespace spondyl::spine {
namespace {

constexpr double least_force = 1;     // N: less is no load to share
constexpr double least_moment = 100;  // N mm

}  // namespace

LoadShares load_shares(const CutForces& cut, const Direction& direction) {
  const auto axis = static_cast<Eigen::Index>(direction.axis);
  const double pressed = cut[Carrier::follower_cable].force.z(), bent = cut.applied_moment[axis];
  LoadShares out;
  for (std::size_t c = 0; c < out.size(); ++c) {
    if (!cut.is_present[c])
      continue;
    if (std::abs(pressed) > least_force && static_cast<Carrier>(c) != Carrier::follower_cable)
      out[c].compression = -cut.carried[c].force.z() / pressed;
    if (std::abs(bent) > least_moment)
      out[c].bending = cut.carried[c].moment[axis] / bent;
  }
  return out;
}

}  // namespace spondyl::spine
