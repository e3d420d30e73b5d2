#include "fem/turned_frame.hpp"

#include <Eigen/SVD>
#include <algorithm>

#include "fem/rotation.hpp"

namespace spondyl::fem {

namespace {

/// Rotation vector that takes the nodes of a group from one state to another (Kabsch 1976).
Vector3 rotation_of(const TurningGroup& group, const std::vector<Vector3>& reference, const State& from,
                    const State& to) {
  const auto position = [&](const State& state, int n) -> Vector3 {
    return reference[static_cast<std::size_t>(n)] + state.node(n);
  };
  Vector3 center_from = Vector3::Zero(), center_to = Vector3::Zero();
  for (int n : group.nodes) {
    center_from += position(from, n) / static_cast<double>(group.nodes.size());
    center_to += position(to, n) / static_cast<double>(group.nodes.size());
  }
  Matrix3 arms = Matrix3::Zero();
  for (int n : group.nodes)
    arms += (position(to, n) - center_to) * (position(from, n) - center_from).transpose();
  const Eigen::JacobiSVD<Matrix3> svd(arms, Eigen::ComputeFullU | Eigen::ComputeFullV);
  const double handedness = (svd.matrixU() * svd.matrixV().transpose()).determinant();
  const Matrix3 rotation =
      svd.matrixU() * Vector3(1, 1, handedness < 0 ? -1 : 1).asDiagonal() * svd.matrixV().transpose();
  return log_rotation(Eigen::Quaterniond(rotation));
}

}  // namespace

TurnedFrame::TurnedFrame(const Model& model, const State& from, const State& to) {
  const DofMap& dofs = model.dofs();
  std::vector<Vector3> spin(dofs.n_nodes(), Vector3::Zero());
  for (const TurningGroup& group : model.turning_groups()) {
    const Vector3 of_group = rotation_of(group, model.mesh().nodes, from, to);
    for (const auto& [node, share] : group.followers)
      spin[static_cast<std::size_t>(node)] += share * of_group;
  }
  std::vector<char> is_driven(static_cast<std::size_t>(dofs.n_equations()), 0);
  for (const auto& d : dofs.driven())
    is_driven[static_cast<std::size_t>(d.equation)] = 1;

  std::vector<Matrix3> of_body;
  for (std::size_t b = 0; b < to.bodies.size(); ++b) {
    const int body = static_cast<int>(b);
    of_body.push_back((to.bodies[b].rotation * from.bodies[b].rotation.conjugate()).toRotationMatrix());
    for (int first : {0, 3}) {
      add({dofs.body_equation(body, first), dofs.body_equation(body, first + 1), dofs.body_equation(body, first + 2)},
          of_body.back(), is_driven);
    }
  }
  for (int n = 0; n < static_cast<int>(dofs.n_nodes()); ++n) {
    const int body = dofs.body_of(n);
    node_rotation_.push_back(body >= 0 ? of_body[static_cast<std::size_t>(body)]
                                       : exp_rotation(spin[static_cast<std::size_t>(n)]).toRotationMatrix());
    if (body < 0)
      add({dofs.equation(n, 0), dofs.equation(n, 1), dofs.equation(n, 2)}, node_rotation_.back(), is_driven);
  }
}

void TurnedFrame::add(const std::array<int, 3>& equation, const Matrix3& rotation, const std::vector<char>& is_driven) {
  const bool turns = std::all_of(equation.begin(), equation.end(),
                                 [&](int e) { return e >= 0 && !is_driven[static_cast<std::size_t>(e)]; });
  if (turns)
    vectors_.push_back({equation, rotation});
}

Eigen::VectorXd TurnedFrame::turned(const Eigen::VectorXd& unknowns, bool is_forward) const {
  Eigen::VectorXd out = unknowns;
  for (const auto& [e, rotation] : vectors_) {
    const Vector3 old(unknowns[e[0]], unknowns[e[1]], unknowns[e[2]]);
    const Vector3 turned = is_forward ? Vector3(rotation * old) : Vector3(rotation.transpose() * old);
    for (std::size_t k = 0; k < 3; ++k)
      out[e[k]] = turned[static_cast<Eigen::Index>(k)];
  }
  return out;
}

Eigen::VectorXd TurnedFrame::nodes_back(const Eigen::VectorXd& nodes) const {
  Eigen::VectorXd out(nodes.size());
  for (std::size_t n = 0; n < node_rotation_.size(); ++n) {
    const auto at = 3 * static_cast<Eigen::Index>(n);
    out.segment<3>(at) = node_rotation_[n].transpose() * nodes.segment<3>(at);
  }
  return out;
}

}  // namespace spondyl::fem
