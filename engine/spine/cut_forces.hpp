// What crosses a transverse cut through the middle of a disc, and who carries it. The parts that reach from one side of the
// cut to the other are the stencils with nodes on both; the sum of their forces on the nodes above is what the part above
// needs to rest. Exact for the discrete model: in equilibrium all carriers together balance the applied load.
#pragma once

#include <Eigen/Core>
#include <array>
#include <string_view>

#include "spine/spine_model.hpp"

namespace spondyl::spine {

enum class Carrier { disc, cages_and_graft, rods, posterolateral_graft, ligaments, facets, follower_cable };
inline constexpr std::array<std::string_view, 7> carrier_names{
    "disc", "cages_and_graft", "rods", "posterolateral_graft", "ligaments", "facets", "follower_cable"};

/// Force (N) and moment about the middle of the disc (N mm) with which what lies below holds what lies above, in the axes of
/// the lower endplate as it stands (x anterior, y left, z cranial). The force's sign is that of a pull: z > 0 is tension.
struct Resultant {
  Eigen::Vector3d force = Eigen::Vector3d::Zero();
  Eigen::Vector3d moment = Eigen::Vector3d::Zero();
};

struct CutForces {
  std::array<Resultant, carrier_names.size()> carried;
  std::array<bool, carrier_names.size()> is_present{};       ///< whether anything of the carrier crosses the cut
  Eigen::Vector3d applied_moment = Eigen::Vector3d::Zero();  ///< on L1, in the same axes
  /// Force and moment that all carriers together lack, over the sums of their magnitudes: the larger of the two.
  double imbalance = 0;

  const Resultant& operator[](Carrier c) const { return carried[static_cast<std::size_t>(c)]; }
};

/// Of every level; `forces` holds those at `state`.
std::array<CutForces, n_levels> cut_forces(const SpineModel& spine, const fem::State& state,
                                           const fem::Assembly& forces);

}  // namespace spondyl::spine
