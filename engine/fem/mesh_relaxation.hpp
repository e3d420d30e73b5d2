// Repairs badly shaped elements by moving their nodes as little as that takes.
#pragma once

#include <span>

#include "fem/mesh.hpp"

namespace spondyl::fem {

/// A node that may move, in all directions or in a plane.
struct FreeNode {
  int node;
  Vector3 plane_normal = Vector3::Zero();  ///< zero: not bound to a plane
};

/// Moves nodes of elements whose scaled Jacobian is below `target`, one after the other, each to the best of a few
/// places around it, until no element is below or nothing gets better. Elements above the target stay as they are.
/// Deterministic.
void relax(Mesh& mesh, std::span<const int> elements, std::span<const FreeNode> free, double target);

}  // namespace spondyl::fem
