#include "fem/dof_map.hpp"

#include <algorithm>
#include <cassert>

#include "fem/rotation.hpp"

namespace spondyl::fem {

DofMap::DofMap(std::size_t n_nodes, const std::vector<RigidBody>& bodies, const std::vector<Support>& supports,
               const std::vector<DrivenDisplacement>& driven)
    : bodies_(bodies), node_equation_(3 * n_nodes, 0), body_equation_(6 * bodies.size(), 0), body_of_(n_nodes, -1) {
  for (std::size_t b = 0; b < bodies.size(); ++b) {
    for (int n : bodies[b].nodes) {
      assert(body_of_[static_cast<std::size_t>(n)] < 0 && "a node belongs to one body");
      body_of_[static_cast<std::size_t>(n)] = static_cast<int>(b);
    }
    for (std::size_t k = 0; k < 6; ++k)
      body_equation_[6 * b + k] = bodies[b].fixed[k] ? -1 : 0;
  }
  for (const Support& s : supports)
    node_equation_[static_cast<std::size_t>(3 * s.node + s.axis)] = -1;
  for (std::size_t n = 0; n < n_nodes; ++n) {
    for (std::size_t k = 3 * n; k < 3 * n + 3; ++k) {
      if (body_of_[n] >= 0)
        node_equation_[k] = -1;
      if (node_equation_[k] == 0)
        node_equation_[k] = n_equations_++;
    }
  }
  for (int& e : body_equation_) {
    if (e == 0)
      e = n_equations_++;
  }
  for (const DrivenDisplacement& d : driven) {
    const int e =
        d.target == DrivenDisplacement::Target::node ? equation(d.index, d.axis) : body_equation(d.index, d.axis);
    assert(e >= 0 && "a driven displacement is not fixed or tied");
    driven_.push_back({e, d.load, d.scale});
  }
}

void DofMap::advance(const std::vector<Vector3>& reference, const Eigen::VectorXd& increment, State& state) const {
  for (std::size_t k = 0; k < node_equation_.size(); ++k) {
    if (node_equation_[k] >= 0)
      state.displacement[static_cast<Eigen::Index>(k)] += increment[node_equation_[k]];
  }
  for (std::size_t b = 0; b < bodies_.size(); ++b) {
    double d[6];
    for (std::size_t k = 0; k < 6; ++k) {
      const int e = body_equation_[6 * b + k];
      d[k] = e >= 0 ? increment[e] : 0.0;
    }
    Pose& pose = state.bodies[b];
    pose.center += Vector3(d[0], d[1], d[2]);
    pose.rotation = (exp_rotation({d[3], d[4], d[5]}) * pose.rotation).normalized();
    const Matrix3 rotation = pose.rotation.toRotationMatrix();
    for (int n : bodies_[b].nodes) {
      const Vector3& x = reference[static_cast<std::size_t>(n)];
      state.node(n) = pose.center + rotation * (x - bodies_[b].center) - x;
    }
  }
}

bool DofMap::is_free(int equation) const {
  return equation >= 0 && std::none_of(driven_.begin(), driven_.end(),
                                       [equation](const DrivenEquation& d) { return d.equation == equation; });
}

void DofMap::shift(const Eigen::VectorXd& nodes, const std::vector<Eigen::Vector3d>& bodies, State& state) const {
  for (std::size_t k = 0; k < node_equation_.size(); ++k) {
    const auto i = static_cast<Eigen::Index>(k);
    if (nodes[i] != 0 && is_free(node_equation_[k]))
      state.displacement[i] += nodes[i];
  }
  for (std::size_t b = 0; b < bodies_.size(); ++b) {
    for (int axis = 0; axis < 3; ++axis) {
      if (bodies[b][axis] == 0 || !is_free(body_equation(static_cast<int>(b), axis)))
        continue;
      state.bodies[b].center[axis] += bodies[b][axis];
      for (int n : bodies_[b].nodes)
        state.displacement[3 * n + axis] += bodies[b][axis];
    }
  }
}

void DofMap::reduce(const std::vector<Vector3>& reference, const State& state, const Eigen::VectorXd& node_forces,
                    Eigen::VectorXd& residual) const {
  residual.setZero(n_equations_);
  for (std::size_t k = 0; k < node_equation_.size(); ++k) {
    if (node_equation_[k] >= 0)
      residual[node_equation_[k]] = node_forces[static_cast<Eigen::Index>(k)];
  }
  for (std::size_t b = 0; b < bodies_.size(); ++b) {
    Vector3 force = Vector3::Zero(), moment = Vector3::Zero();
    for (int n : bodies_[b].nodes) {
      const Vector3 f = node_forces.segment<3>(3 * static_cast<Eigen::Index>(n));
      const Vector3 arm = reference[static_cast<std::size_t>(n)] + state.node(n) - state.bodies[b].center;
      force += f;
      moment += arm.cross(f);
    }
    for (int k = 0; k < 3; ++k) {
      if (const int e = body_equation(static_cast<int>(b), k); e >= 0)
        residual[e] = force[k];
      if (const int e = body_equation(static_cast<int>(b), k + 3); e >= 0)
        residual[e] = moment[k];
    }
  }
}

}  // namespace spondyl::fem
