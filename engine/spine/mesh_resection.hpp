// Cuts as they act on a mesh: elements that lie in a removed share are left out. Bone elements that the edge of a cut
// passes through stay and keep their share of the stiffness (ElementTag::kept), so that what is left changes with the
// share, not in steps of the mesh; of discs whole elements go. Nodes keep their numbers.
#pragma once

#include "spine/spine_mesh.hpp"

namespace spondyl::spine {

/// Leaves out what `spec.resections` removes, and bone that then shares no face with what hangs on its vertebral body.
/// Throws core::Error for cuts that cannot be made, naming vertebra or level.
void resect(const SpineSpec& spec, const Alignment& alignment, SpineMesh& mesh);

/// Nodes that no element uses.
std::vector<int> unused_nodes(const fem::Mesh& mesh);

}  // namespace spondyl::spine
