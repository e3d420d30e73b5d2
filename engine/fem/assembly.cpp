#include "fem/assembly.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

#include "core/parallel.hpp"
#include "fem/rotation.hpp"

namespace spondyl::fem {

namespace {

constexpr int few_rows = 72;  // stencils of no more nodes and unknowns are summed on the stack

/// Packed stiffness K of the nodes of a stencil -> T' K T of its unknowns.
template <int most_rows>
void reduce_stiffness(const AssemblyPattern::Slot& slot, const int* nodes, const int* first_rows, const DofMap& dofs,
                      const std::vector<Vector3>& reference, const State& state, const double* packed, double* out) {
  using Rows = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor, most_rows, most_rows>;
  // Displacement of a tied node: d + spin x arm, so that a body takes its rows as they are and crossed with the arm.
  const auto to_unknowns = [&](const Rows& of_nodes) {
    Rows sum = Rows::Zero(slot.n_unknowns, of_nodes.cols());
    for (int a = 0; a < slot.n_nodes; ++a) {
      const auto of_node = of_nodes.template middleRows<3>(3 * a);
      sum.template middleRows<3>(first_rows[a]) += of_node;
      const int body = dofs.body_of(nodes[a]);
      if (body < 0)
        continue;
      const Vector3 arm = reference[static_cast<std::size_t>(nodes[a])] + state.node(nodes[a]) -
                          state.bodies[static_cast<std::size_t>(body)].center;
      for (int i = 0; i < 3; ++i) {
        const int j = (i + 1) % 3, k = (i + 2) % 3;
        sum.row(first_rows[a] + 3 + i) += arm[j] * of_node.row(k) - arm[k] * of_node.row(j);
      }
    }
    return sum;
  };
  Rows of_nodes(3 * slot.n_nodes, 3 * slot.n_nodes);
  for (Eigen::Index i = 0; i < of_nodes.rows(); ++i) {
    for (Eigen::Index j = 0; j <= i; ++j)
      of_nodes(i, j) = of_nodes(j, i) = *packed++;
  }
  const Rows half = to_unknowns(of_nodes).transpose();
  const Rows reduced = to_unknowns(half);
  for (Eigen::Index i = 0; i < reduced.rows(); ++i) {
    for (Eigen::Index j = 0; j <= i; ++j)
      *out++ = reduced(i, j);
  }
}

void pack(const Matrix3& m, double* packed) {
  for (Eigen::Index i = 0; i < m.rows(); ++i) {
    for (Eigen::Index j = 0; j <= i; ++j)
      *packed++ = 0.5 * (m(i, j) + m(j, i));
  }
}

/// Eigen wants to be able to write the pattern wherever numbers can be written; nothing does.
Tangent tangent_of(const SparseMatrix& pattern, Eigen::VectorXd& values) {
  return {pattern.rows(),
          pattern.cols(),
          values.size(),
          const_cast<int*>(pattern.outerIndexPtr()),
          const_cast<int*>(pattern.innerIndexPtr()),
          values.data()};
}

}  // namespace

Assembly::Assembly(const AssemblyPattern& pattern, const DofMap& dofs, const std::vector<Vector3>& reference,
                   int threads, Use use)
    : pattern_(pattern),
      dofs_(dofs),
      reference_(reference),
      most_threads_(threads),
      threads_(threads),
      energies_(pattern.first_body_slot, std::numeric_limits<double>::quiet_NaN()),
      forces_(pattern.n_forces, 0.0),
      internal_(Eigen::VectorXd::Zero(static_cast<Eigen::Index>(pattern.n_internal))),
      node_forces_(Eigen::VectorXd::Zero(3 * static_cast<Eigen::Index>(dofs.n_nodes()))),
      values_(use == Use::tangents ? pattern.matrix.nonZeros() : 0),
      matrix_(tangent_of(pattern.matrix, values_)) {
  if (use == Use::residuals)
    return;
  stiffness_.resize(static_cast<Eigen::Index>(pattern.n_stiffness));
  recovery_.resize(static_cast<Eigen::Index>(pattern.n_recovery));
}

void Assembly::stiffness(std::size_t s, const State& state, const double* packed) {
  const auto& slot = pattern_.slots[s];
  double* out = stiffness_.data() + slot.stiffness;
  if (!slot.has_tied_nodes) {
    const int n = slot.n_unknowns;
    std::copy(packed, packed + n * (n + 1) / 2, out);
    return;
  }
  const int* nodes = pattern_.node_of_slot.data() + slot.nodes;
  const int* first_rows = pattern_.first_row_of_node.data() + slot.nodes;
  if (std::max(3 * slot.n_nodes, slot.n_unknowns) <= few_rows)
    reduce_stiffness<few_rows>(slot, nodes, first_rows, dofs_, reference_, state, packed, out);
  else
    reduce_stiffness<Eigen::Dynamic>(slot, nodes, first_rows, dofs_, reference_, state, packed, out);
}

void Assembly::stiffness_of_bodies(const State& state) {
  for (std::size_t b = 0; b < dofs_.bodies().size(); ++b) {
    Matrix3 sum = Matrix3::Zero();
    for (int n : dofs_.bodies()[b].nodes) {
      const Vector3 arm = reference_[static_cast<std::size_t>(n)] + state.node(n) - state.bodies[b].center;
      sum += arm * node_forces_.segment<3>(3 * static_cast<Eigen::Index>(n)).transpose();
    }
    Matrix3 second = 0.5 * (sum + sum.transpose()) - sum.trace() * Matrix3::Identity();
    if (!has_initial_stress_)
      second.setZero();
    pack(second, stiffness_.data() + pattern_.slots[pattern_.first_body_slot + b].stiffness);
  }
}

void Assembly::gather(const State& state, bool tangent) {
  core::parallel_for(dofs_.n_nodes(), threads_, [&](std::size_t n) {
    Vector3 sum = Vector3::Zero();
    for (std::size_t k = pattern_.node_start[n]; k < pattern_.node_start[n + 1]; ++k) {
      sum += Eigen::Map<const Vector3>(forces_.data() + pattern_.node_source[k]);
    }
    node_forces_.segment<3>(3 * static_cast<Eigen::Index>(n)) = sum;
  });
  if (!tangent)
    return;
  stiffness_of_bodies(state);
  core::parallel_for(pattern_.column_start.size() - 1, threads_, [&](std::size_t column) {
    double* value = values_.data() + pattern_.matrix.outerIndexPtr()[column];
    double sum = 0;
    for (std::size_t k = pattern_.column_start[column]; k < pattern_.column_start[column + 1]; ++k) {
      const AssemblyPattern::Place source = pattern_.value_source[k];
      sum += stiffness_.data()[source & ~AssemblyPattern::last_of_entry];
      if (source & AssemblyPattern::last_of_entry) {
        *value++ = sum;
        sum = 0;
      }
    }
  });
}

void Assembly::condense() {
  core::parallel_for(pattern_.first_body_slot, threads_, [&](std::size_t s) {
    const auto& slot = pattern_.slots[s];
    const double* row = recovery_.data() + slot.recovery;
    double* force = forces_.data() + slot.force;
    for (int i = 0; i < slot.n_internal; ++i, row += 3 * slot.n_nodes) {
      const double residual = internal_[static_cast<Eigen::Index>(slot.internal) + i];
      for (int k = 0; k < 3 * slot.n_nodes; ++k)
        force[k] -= row[k] * residual;
    }
  });
}

void Assembly::recover(const Eigen::VectorXd& displacement_increment, Eigen::VectorXd& internal_increment) const {
  internal_increment.setZero(static_cast<Eigen::Index>(pattern_.n_internal));
  core::parallel_for(pattern_.first_body_slot, threads_, [&](std::size_t s) {
    const auto& slot = pattern_.slots[s];
    const double* entry = recovery_.data() + slot.recovery;
    const double* residual = internal_.data() + slot.internal;
    double* increment = internal_increment.data() + slot.internal;
    for (int i = 0; i < slot.n_internal; ++i) {
      for (std::size_t a = 0; a < static_cast<std::size_t>(slot.n_nodes); ++a) {
        const Eigen::Index node = 3 * static_cast<Eigen::Index>(pattern_.node_of_slot[slot.nodes + a]);
        for (Eigen::Index d = 0; d < 3; ++d)
          increment[i] -= *entry++ * displacement_increment[node + d];
      }
    }
    for (int i = 0; i < slot.n_internal; ++i) {
      for (int j = 0; j < i; ++j, ++entry) {
        increment[i] -= *entry * residual[j];
        increment[j] -= *entry * residual[i];
      }
      increment[i] -= *entry++ * residual[i];
    }
  });
}

void Assembly::node_increment(const State& state, const Eigen::VectorXd& increment,
                              Eigen::VectorXd& displacement) const {
  displacement.setZero(3 * static_cast<Eigen::Index>(dofs_.n_nodes()));
  for (int n = 0; n < static_cast<int>(dofs_.n_nodes()); ++n) {
    if (const int b = dofs_.body_of(n); b >= 0) {
      Vector3 shift = Vector3::Zero(), spin = Vector3::Zero();
      for (int k = 0; k < 3; ++k) {
        if (const int e = dofs_.body_equation(b, k); e >= 0)
          shift[k] = increment[e];
        if (const int e = dofs_.body_equation(b, k + 3); e >= 0)
          spin[k] = increment[e];
      }
      const Vector3 arm =
          reference_[static_cast<std::size_t>(n)] + state.node(n) - state.bodies[static_cast<std::size_t>(b)].center;
      displacement.segment<3>(3 * n) = shift + spin.cross(arm);
    } else {
      for (int axis = 0; axis < 3; ++axis) {
        if (const int e = dofs_.equation(n, axis); e >= 0)
          displacement[3 * n + axis] = increment[e];
      }
    }
  }
}

double Assembly::energy() const { return std::accumulate(energies_.begin(), energies_.end(), 0.0); }

double Assembly::force_scale() const {
  return Eigen::Map<const Eigen::VectorXd>(forces_.data(), static_cast<Eigen::Index>(forces_.size())).norm();
}

std::size_t Assembly::bytes() const {
  return sizeof(double) * (energies_.size() + forces_.size() +
                           static_cast<std::size_t>(stiffness_.size() + recovery_.size() + internal_.size() +
                                                    node_forces_.size() + values_.size()));
}

}  // namespace spondyl::fem
