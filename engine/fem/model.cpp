#include "fem/model.hpp"

#include <algorithm>
#include <atomic>
#include <cassert>

#include "core/parallel.hpp"

namespace spondyl::fem {

namespace {

bool has_same_pattern(const SparseMatrix& a, const SparseMatrix& b) {
  return a.cols() == b.cols() && a.nonZeros() == b.nonZeros() &&
         std::equal(a.outerIndexPtr(), a.outerIndexPtr() + a.cols() + 1, b.outerIndexPtr()) &&
         std::equal(a.innerIndexPtr(), a.innerIndexPtr() + a.nonZeros(), b.innerIndexPtr());
}

/// Side by side, since most terms are too short to be worth a loop on several threads.
template <class Evaluate>
Evaluation evaluate_all(const std::vector<std::unique_ptr<Term>>& terms, int threads, const Evaluate& evaluate) {
  std::atomic<bool> inverted = false, unstable = false;
  core::parallel_for(terms.size(), threads, [&](std::size_t t) {
    const Evaluation e = evaluate(*terms[t]);
    if (e == Evaluation::inverted_element)
      inverted = true;
    if (e == Evaluation::unstable_element)
      unstable = true;
  });
  if (inverted)
    return Evaluation::inverted_element;
  return unstable ? Evaluation::unstable_element : Evaluation::ok;
}

}  // namespace

Model::Model(ModelDefinition definition, const std::vector<const Model*>& alike)
    : definition_(std::move(definition)),
      dofs_(definition_.mesh.nodes.size(), definition_.bodies, definition_.supports, definition_.driven),
      pattern_(definition_.terms, dofs_) {
  const auto same = std::find_if(alike.begin(), alike.end(), [&](const Model* other) {
    return has_same_pattern(pattern_.matrix, other->pattern_.matrix);
  });
  elimination_ = same != alike.end() ? (*same)->elimination_ : std::make_shared<const Elimination>(pattern_.matrix);
}

State Model::initial_state() const {
  State state;
  state.displacement.setZero(3 * static_cast<Eigen::Index>(mesh().nodes.size()));
  state.internal.setZero(static_cast<Eigen::Index>(pattern_.n_internal));
  state.load.setZero(static_cast<Eigen::Index>(loads().size()));
  for (const RigidBody& body : bodies())
    state.bodies.push_back({body.center, {1, 0, 0, 0}, {1, 0, 0, 0}});
  return state;
}

AngleMeasure Model::angle(const Moment& moment, const State& state) const {
  const Pose& pose = state.bodies[static_cast<std::size_t>(moment.body)];
  return angle_about(moment.axis, pose.rotation * pose.neutral.conjugate());
}

double Model::energy(const State& state, const Assembly& work) const {
  double sum = work.energy();
  for (const Moment& m : moments())
    sum -= state.load[m.load] * angle(m, state).angle;
  return sum;
}

void Model::subtract_moments(const State& state, Eigen::VectorXd& residual) const {
  for (const Moment& m : moments()) {
    const Vector3 g = state.load[m.load] * angle(m, state).gradient;
    for (int k = 0; k < 3; ++k) {
      if (const int e = dofs_.body_equation(m.body, k + 3); e >= 0)
        residual[e] -= g[k];
    }
  }
}

void Model::subtract_moment_stiffness(const State& state, Tangent& matrix) const {
  for (const Moment& m : moments()) {
    if (state.load[m.load] == 0)
      continue;
    const Matrix3 h = state.load[m.load] * angle(m, state).hessian;
    for (int i = 0; i < 3; ++i) {
      for (int j = 0; j <= i; ++j) {
        const int row = dofs_.body_equation(m.body, i + 3), column = dofs_.body_equation(m.body, j + 3);
        if (row >= 0 && column >= 0)
          matrix.coeffRef(std::max(row, column), std::min(row, column)) -= h(i, j);
      }
    }
  }
}

Evaluation Model::residual(const State& state, Assembly& work, Eigen::VectorXd& out) const {
  const Evaluation status =
      evaluate_all(terms(), work.threads(), [&](const Term& term) { return term.residual(state, work); });
  work.gather(state, false);
  dofs_.reduce(mesh().nodes, state, work.node_forces(), out);
  subtract_moments(state, out);
  return status;
}

Evaluation Model::tangent(const State& state, Assembly& work, Eigen::VectorXd& out) const {
  const Evaluation status =
      evaluate_all(terms(), work.threads(), [&](const Term& term) { return term.tangent(state, work); });
  work.condense();
  work.gather(state, true);
  dofs_.reduce(mesh().nodes, state, work.node_forces(), out);
  subtract_moments(state, out);
  if (work.has_initial_stress())
    subtract_moment_stiffness(state, work.matrix());
  return status;
}

void Model::condense(const State& state, Assembly& work, Eigen::VectorXd& out) const {
  work.condense();
  work.gather(state, false);
  dofs_.reduce(mesh().nodes, state, work.node_forces(), out);
  subtract_moments(state, out);
}

SupportReaction support_reaction(const Model& model, const State& state, const Assembly& forces) {
  SupportReaction r{Vector3::Zero(), Vector3::Zero(), Vector3::Zero(), 0, 0};
  std::vector<Vector3> of_nodes(model.mesh().nodes.size(), Vector3::Zero());
  for (const Support& s : model.supports()) {
    of_nodes[static_cast<std::size_t>(s.node)][s.axis] = forces.node_forces()[3 * s.node + s.axis];
  }
  for (std::size_t n = 0; n < of_nodes.size(); ++n) {
    const Vector3 moment = model.position(static_cast<int>(n), state).cross(of_nodes[n]);
    r.force += of_nodes[n];
    r.moment += moment;
    r.force_scale += of_nodes[n].norm();
    r.moment_scale += moment.norm();
  }
  for (const Moment& m : model.moments()) {
    const Vector3 applied = state.load[m.load] * model.angle(m, state).gradient;
    r.applied_moment += applied;
    r.moment_scale += applied.norm();
  }
  return r;
}

}  // namespace spondyl::fem
