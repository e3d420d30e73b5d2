// Collagen of the annulus: two families that cross at plus and minus an angle to the endplates, graded from the inner
// to the outer edge and from front to back.
#pragma once

#include <vector>

#include "fem/solid_block.hpp"
#include "spine/spine_mesh.hpp"

namespace spondyl::spine {

inline constexpr std::size_t n_fiber_families = 2;

/// Families of the given annulus elements, two for each in their order.
std::vector<fem::FiberFamily> annulus_fibers(const SpineMesh& mesh, const std::vector<int>& elements,
                                             const Frame& disc_frame, const FiberSpec& fiber);

}  // namespace spondyl::spine
