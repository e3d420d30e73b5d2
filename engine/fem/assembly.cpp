#include "fem/assembly.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

#include "core/parallel.hpp"
#include "fem/rotation.hpp"

namespace spondyl::fem {

namespace {

using Matrix = Eigen::MatrixXd;
constexpr int few_unknowns = 36;  // an element, a strand or a contact point between two bodies: summed on the stack
using FewUnknowns = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor, few_unknowns, few_unknowns>;
/// First unknown of every node of a stencil: free nodes in order, then bodies in order of appearance.
class NodeColumns {
 public:
  NodeColumns(const AssemblyPattern::Slot& slot, const int* nodes, const DofMap& dofs) {
    columns_.reserve(static_cast<std::size_t>(slot.n_nodes));
    int next = 0;
    for (int a = 0; a < slot.n_nodes; ++a) {
      columns_.push_back(next);
      next += dofs.body_of(nodes[a]) < 0 ? 3 : 0;
    }
    for (int a = 0; a < slot.n_nodes; ++a) {
      const int body = dofs.body_of(nodes[a]);
      if (body < 0)
        continue;
      const int* first = std::find_if(nodes, nodes + a, [&](int n) { return dofs.body_of(n) == body; });
      columns_[static_cast<std::size_t>(a)] =
          first < nodes + a ? columns_[static_cast<std::size_t>(first - nodes)] : next;
      next += first < nodes + a ? 0 : 6;
    }
  }
  Eigen::Index operator[](int node) const { return columns_[static_cast<std::size_t>(node)]; }

 private:
  std::vector<int> columns_;
};

/// Stiffness between two nodes in their unknowns: three of a free node, six of the body of a tied one.
struct NodePair {
  Eigen::Matrix<double, 6, 6> values;
  int rows = 3, columns = 3;

  NodePair(const double* packed, int a, int b) {
    for (int i = 0; i < 3; ++i) {
      for (int j = 0; j < 3; ++j) {
        const int row = std::max(3 * a + i, 3 * b + j), column = std::min(3 * a + i, 3 * b + j);
        values(i, j) = packed[row * (row + 1) / 2 + column];
      }
    }
  }
  // Displacement of a tied node: d + spin x arm, so its three columns become T = [1, -cross(arm)] of its body.
  void tie_row(const Vector3& arm) {
    values.block<3, 3>(3, 0) = cross(arm) * values.block<3, 3>(0, 0);
    rows = 6;
  }
  void tie_column(const Vector3& arm) {
    values.block<6, 3>(0, 3) = -values.block<6, 3>(0, 0) * cross(arm);
    columns = 6;
  }
  auto block() const { return values.topLeftCorner(rows, columns); }
};

/// Packed stiffness of the nodes of a stencil -> that of its unknowns.
template <class Reduced>
void reduce_stiffness(const AssemblyPattern::Slot& slot, const int* nodes, const DofMap& dofs,
                      const std::vector<Vector3>& reference, const State& state, const double* packed, double* out) {
  const NodeColumns columns(slot, nodes, dofs);
  const auto arm = [&](int node) -> Vector3 {
    return reference[static_cast<std::size_t>(node)] + state.node(node) -
           state.bodies[static_cast<std::size_t>(dofs.body_of(node))].center;
  };
  Reduced sum = Reduced::Zero(slot.n_unknowns, slot.n_unknowns);
  for (int a = 0; a < slot.n_nodes; ++a) {
    for (int b = 0; b <= a; ++b) {
      NodePair pair(packed, a, b);
      if (dofs.body_of(nodes[a]) >= 0)
        pair.tie_row(arm(nodes[a]));
      if (dofs.body_of(nodes[b]) >= 0)
        pair.tie_column(arm(nodes[b]));
      // Only the lower triangle is kept; two nodes of one body meet in its block from both sides.
      const Eigen::Index row = columns[a], column = columns[b];
      if (row >= column)
        sum.block(row, column, pair.rows, pair.columns) += pair.block();
      if (a != b && row <= column)
        sum.block(column, row, pair.columns, pair.rows) += pair.block().transpose();
    }
  }
  for (Eigen::Index i = 0; i < sum.rows(); ++i) {
    for (Eigen::Index j = 0; j <= i; ++j)
      *out++ = sum(i, j);
  }
}

void pack(const Matrix& m, double* packed) {
  for (Eigen::Index i = 0; i < m.rows(); ++i) {
    for (Eigen::Index j = 0; j <= i; ++j)
      *packed++ = 0.5 * (m(i, j) + m(j, i));
  }
}

}  // namespace

Assembly::Assembly(const AssemblyPattern& pattern, const DofMap& dofs, const std::vector<Vector3>& reference,
                   int threads)
    : pattern_(pattern),
      dofs_(dofs),
      reference_(reference),
      threads_(threads),
      energies_(pattern.first_body_slot, std::numeric_limits<double>::quiet_NaN()),
      forces_(pattern.n_forces, 0.0),
      stiffness_(pattern.n_stiffness, 0.0),
      recovery_(pattern.n_recovery, 0.0),
      internal_(Eigen::VectorXd::Zero(static_cast<Eigen::Index>(pattern.n_internal))),
      node_forces_(Eigen::VectorXd::Zero(3 * static_cast<Eigen::Index>(dofs.n_nodes()))),
      matrix_(pattern.matrix) {}

void Assembly::stiffness(std::size_t s, const State& state, const double* packed) {
  const auto& slot = pattern_.slots[s];
  double* out = stiffness_.data() + slot.stiffness;
  if (!slot.has_tied_nodes) {
    const int n = slot.n_unknowns;
    std::copy(packed, packed + n * (n + 1) / 2, out);
    return;
  }
  const int* nodes = pattern_.node_of_slot.data() + slot.nodes;
  if (slot.n_unknowns <= few_unknowns)
    reduce_stiffness<FewUnknowns>(slot, nodes, dofs_, reference_, state, packed, out);
  else
    reduce_stiffness<Matrix>(slot, nodes, dofs_, reference_, state, packed, out);
}

void Assembly::stiffness_of_bodies(const State& state) {
  for (std::size_t b = 0; b < dofs_.bodies().size(); ++b) {
    Matrix3 sum = Matrix3::Zero();
    for (int n : dofs_.bodies()[b].nodes) {
      const Vector3 arm = reference_[static_cast<std::size_t>(n)] + state.node(n) - state.bodies[b].center;
      sum += arm * node_forces_.segment<3>(3 * static_cast<Eigen::Index>(n)).transpose();
    }
    Matrix second = 0.5 * (sum + sum.transpose()) - sum.trace() * Matrix3::Identity();
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
  double* values = matrix_.valuePtr();
  core::parallel_for(pattern_.value_start.size() - 1, threads_, [&](std::size_t p) {
    double sum = 0;
    for (std::size_t k = pattern_.value_start[p]; k < pattern_.value_start[p + 1]; ++k) {
      sum += stiffness_[pattern_.value_source[k]];
    }
    values[p] = sum;
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
  return sizeof(double) * (energies_.size() + forces_.size() + stiffness_.size() + recovery_.size() +
                           static_cast<std::size_t>(internal_.size() + node_forces_.size() + matrix_.nonZeros()));
}

}  // namespace spondyl::fem
