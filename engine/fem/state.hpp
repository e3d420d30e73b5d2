// Everything that changes while a model is solved. Cheap to copy: undo, warm starts, sweeps and replays are copies.
#pragma once

#include <Eigen/Core>
#include <Eigen/Geometry>
#include <vector>

namespace spondyl::fem {

/// Where a rigid body is: position of its reference point (mm) and rotation from the reference configuration.
/// `neutral` is the rotation from which moments and prescribed rotations count (see mark_neutral).
struct Pose {
  Eigen::Vector3d center = Eigen::Vector3d::Zero();
  Eigen::Quaterniond rotation = Eigen::Quaterniond::Identity();
  Eigen::Quaterniond neutral = Eigen::Quaterniond::Identity();
};

struct State {
  Eigen::VectorXd displacement;  ///< 3 x nodes, mm; nodes tied to a body follow it
  std::vector<Pose> bodies;
  Eigen::VectorXd internal;  ///< of the elements: enhanced strain, pressure
  Eigen::VectorXd load;      ///< amplitude of every load of the model, each in its own unit (N, N mm, MPa, mm)

  auto node(int n) const { return displacement.segment<3>(3 * static_cast<Eigen::Index>(n)); }
  auto node(int n) { return displacement.segment<3>(3 * static_cast<Eigen::Index>(n)); }
};

/// Rotations imposed or loaded from here on count from the present pose.
inline void mark_neutral(State& state) {
  for (Pose& body : state.bodies)
    body.neutral = body.rotation;
}

}  // namespace spondyl::fem
