#include "fem/turning_group.hpp"

#include <Eigen/Cholesky>

#include "fem/rotation.hpp"

namespace spondyl::fem {

Eigen::VectorXd arc_correction(const std::vector<TurningGroup>& groups, const std::vector<Vector3>& reference,
                               const State& state, const Eigen::VectorXd& increment) {
  Eigen::VectorXd correction = Eigen::VectorXd::Zero(increment.size());
  const auto position = [&](int n) -> Vector3 { return reference[static_cast<std::size_t>(n)] + state.node(n); };
  const auto step = [&](int n) -> Vector3 { return increment.segment<3>(3 * static_cast<Eigen::Index>(n)); };
  for (const TurningGroup& group : groups) {
    Vector3 center = Vector3::Zero(), shift = Vector3::Zero();
    for (int n : group.nodes) {
      center += position(n);
      shift += step(n);
    }
    center /= static_cast<double>(group.nodes.size());
    shift /= static_cast<double>(group.nodes.size());
    // Least squares of step = shift + spin x arm.
    Matrix3 inertia = Matrix3::Zero();
    Vector3 moment = Vector3::Zero();
    for (int n : group.nodes) {
      const Vector3 arm = position(n) - center;
      inertia += arm.squaredNorm() * Matrix3::Identity() - arm * arm.transpose();
      moment += arm.cross(step(n) - shift);
    }
    const Vector3 spin = inertia.ldlt().solve(moment);
    const Matrix3 beyond_first_order = exp_rotation(spin).toRotationMatrix() - Matrix3::Identity() - cross(spin);
    for (const auto& [node, share] : group.followers) {
      correction.segment<3>(3 * static_cast<Eigen::Index>(node)) +=
          share * (beyond_first_order * (position(node) - center));
    }
  }
  return correction;
}

}  // namespace spondyl::fem
