// A laminar hook: a blade under or over the edge of a lamina, stiff up to the rod. It presses and never pulls; that it does
// not slip sideways is left to springs across.
#pragma once

#include <memory>
#include <vector>

#include "fem/beam.hpp"
#include "fem/patch_contact.hpp"
#include "fem/ties.hpp"
#include "spine/alignment.hpp"
#include "spine/facet_samples.hpp"
#include "spine/spine_mesh.hpp"

namespace spondyl::spine {

struct HookSeat {
  Eigen::Vector3d blade;          ///< middle of it, on the edge of the lamina
  Eigen::Vector3d normal;         ///< from the blade into the bone
  Eigen::Vector3d across;         ///< along the edge, to the left
  Eigen::Vector3d head;           ///< where the rod is clamped
  std::vector<FacetSample> edge;  ///< points of the bone that the blade may press
};

/// Throws core::Error if that edge of the lamina was removed.
HookSeat hook_seat(const SpineMesh& mesh, const Alignment& alignment, const HookSpec& hook);

/// The blade, carried by the hook's head, against the lamina.
std::unique_ptr<fem::PatchContact> blade_contact(const fem::Mesh& mesh, const HookSpec& hook, const HookSeat& seat,
                                                 const fem::BeamStation& head);
/// What keeps the hook from slipping sideways.
std::unique_ptr<fem::Ties> blade_seat(const fem::Mesh& mesh, const HookSpec& hook, const HookSeat& seat,
                                      const fem::BeamStation& head);

}  // namespace spondyl::spine
