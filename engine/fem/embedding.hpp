// Points fixed inside elements, so that ligaments, implants and pictures move with a mesh they are no nodes of.
#pragma once

#include <span>

#include "fem/mesh.hpp"
#include "fem/weighted_point.hpp"

namespace spondyl::fem {

/// The point of the given elements (at least one) that is nearest to `point`, as a mean of the nodes of its element; of
/// elements equally near the first is taken. Nodes without weight are left out, so that a point on a face names the
/// nodes of that face only.
WeightedPoint embed(const Mesh& mesh, std::span<const int> elements, const Vector3& point);

}  // namespace spondyl::fem
