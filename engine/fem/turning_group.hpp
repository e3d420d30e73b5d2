// Large rotations in few iterations. A Newton increment moves nodes along straight lines; a stiff part that turns by w is
// stretched by w^2/2 on the way, and the next iteration has to undo it. Here parts that are known to turn as a whole
// (vertebrae) move along arcs instead: the rotation in the increment is found by least squares and applied exactly, and
// nodes between such parts (discs) follow their neighbors in proportion. To first order the increment is unchanged, so
// Newton's method keeps its order and its solutions.
#pragma once

#include <Eigen/Core>
#include <vector>

#include "fem/mesh.hpp"
#include "fem/state.hpp"

namespace spondyl::fem {

/// Nodes whose common rotation is measured, and all nodes that follow it with their shares (0 to 1).
struct TurningGroup {
  struct Follower {
    int node;
    double share;
  };
  std::vector<int> nodes;
  std::vector<Follower> followers;
};

/// What must be added to the straight increment (3 x nodes) so that the groups move along arcs.
Eigen::VectorXd arc_correction(const std::vector<TurningGroup>& groups, const std::vector<Vector3>& reference,
                               const State& state, const Eigen::VectorXd& increment);

}  // namespace spondyl::fem
