// Large rotations in few iterations. A Newton increment moves nodes along straight lines; a stiff part that turns by w is
// stretched by w^2/2 on the way, a chain of such parts is pulled apart at its joints, and the next iterations have to
// undo it. Here parts that are known to turn as a whole (vertebrae) move along arcs instead: the rotation in the
// increment is found by least squares and applied exactly, each part stays where it was on its joint (disc) with the part
// it stands on, and nodes between parts follow both in proportion. To first order the increment is unchanged, so Newton's
// method keeps its order and its solutions.
#pragma once

#include <Eigen/Core>
#include <vector>

#include "fem/mesh.hpp"
#include "fem/state.hpp"

namespace spondyl::fem {

/// Nodes whose common rotation is measured, and all that follows it.
struct TurningGroup {
  struct Follower {
    int node;
    double share;  ///< 0 to 1
  };
  struct BodyFollower {
    int body;
    double share;
  };
  std::vector<int> nodes;
  std::vector<Follower> followers;
  std::vector<BodyFollower> bodies;  ///< rigid bodies whose centers follow
  int parent = -1;                   ///< group that it stands on, earlier in the list; -1 is the ground
  std::vector<int> joint;            ///< nodes whose mean is the joint with the parent
};

/// What must be added to a straight increment so that the groups move along arcs.
struct ArcCorrection {
  Eigen::VectorXd nodes;                ///< 3 x nodes, mm
  std::vector<Eigen::Vector3d> bodies;  ///< of the centers of all rigid bodies, mm
};
ArcCorrection arc_correction(const std::vector<TurningGroup>& groups, const std::vector<Vector3>& reference,
                             const State& state, const Eigen::VectorXd& increment);

}  // namespace spondyl::fem
