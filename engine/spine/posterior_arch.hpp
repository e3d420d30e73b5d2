// The posterior arch of a vertebra as blocks of hexahedra, conforming with the body and with one another.
#pragma once

#include "spine/spine_mesh.hpp"

namespace spondyl::spine {

/// Adds the arch of one vertebra to a mesh that has its body. Left and right are mirror images and share the nodes of
/// the sagittal plane.
void add_posterior_arch(const SpineSpec& spec, const Alignment& alignment, Vertebra v, SpineMesh& mesh);

}  // namespace spondyl::spine
