// The pressure field of a nearly incompressible block as it is shown. Elements that own their pressure determine it up
// to a part that alternates from element to element and does no work on any displacement; the projection to the nodes
// removes that part (Hughes, Liu & Brooks 1979, J Comput Phys 30:1-60; docs/theory/finite-elements.md).
#pragma once

#include <vector>

#include "fem/mesh.hpp"
#include "fem/solid_block.hpp"

namespace spondyl::fem {

/// Pressure of each element of the block, MPa: element means, projected to the nodes (lumped, weighted by volume, no
/// other block takes part) and averaged back. `fields` are those of `block.fields`.
std::vector<double> recovered_pressure(const Mesh& mesh, const Block& block, const std::vector<PointFields>& fields);

}  // namespace spondyl::fem
