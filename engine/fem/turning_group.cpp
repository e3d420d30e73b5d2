#include "fem/turning_group.hpp"

#include <Eigen/Cholesky>

#include "fem/rotation.hpp"

namespace spondyl::fem {

namespace {

/// What a finite turn about `center` adds to its linear part, and the shift that keeps the joint closed.
struct SecondOrder {
  Vector3 center = Vector3::Zero();
  Matrix3 turn = Matrix3::Zero();
  Vector3 shift = Vector3::Zero();

  Vector3 operator()(const Vector3& x) const { return turn * (x - center) + shift; }
};

}  // namespace

ArcCorrection arc_correction(const std::vector<TurningGroup>& groups, const std::vector<Vector3>& reference,
                             const State& state, const Eigen::VectorXd& increment) {
  ArcCorrection correction{Eigen::VectorXd::Zero(increment.size()),
                           std::vector<Eigen::Vector3d>(state.bodies.size(), Vector3::Zero())};
  const auto position = [&](int n) -> Vector3 { return reference[static_cast<std::size_t>(n)] + state.node(n); };
  const auto step = [&](int n) -> Vector3 { return increment.segment<3>(3 * static_cast<Eigen::Index>(n)); };
  const auto mean = [](const std::vector<int>& nodes, const auto& value) {
    Vector3 sum = Vector3::Zero();
    for (int n : nodes)
      sum += value(n);
    return Vector3(sum / static_cast<double>(nodes.size()));
  };

  std::vector<SecondOrder> second;
  for (const TurningGroup& group : groups) {
    const Vector3 center = mean(group.nodes, position), shift = mean(group.nodes, step);
    // Least squares of step = shift + spin x arm.
    Matrix3 inertia = Matrix3::Zero();
    Vector3 moment = Vector3::Zero();
    for (int n : group.nodes) {
      const Vector3 arm = position(n) - center;
      inertia += arm.squaredNorm() * Matrix3::Identity() - arm * arm.transpose();
      moment += arm.cross(step(n) - shift);
    }
    const Vector3 spin = inertia.ldlt().solve(moment);
    SecondOrder s{center, exp_rotation(spin).toRotationMatrix() - Matrix3::Identity() - cross(spin), Vector3::Zero()};
    if (!group.joint.empty()) {
      const Vector3 joint = mean(group.joint, position);
      const Vector3 of_parent =
          group.parent >= 0 ? second[static_cast<std::size_t>(group.parent)](joint) : Vector3::Zero();
      s.shift = of_parent - s(joint);
    }
    for (const auto& [node, share] : group.followers)
      correction.nodes.segment<3>(3 * static_cast<Eigen::Index>(node)) += share * s(position(node));
    for (const auto& [body, share] : group.bodies) {
      const auto b = static_cast<std::size_t>(body);
      correction.bodies[b] += share * s(state.bodies[b].center);
    }
    second.push_back(s);
  }
  return correction;
}

}  // namespace spondyl::fem
