// Contributions of all terms, laid out so that threads never meet: every stencil owns a slot for its forces and one
// for its stiffness, and each entry of the system gathers its slots in stencil order. Hence the same bits for any
// number of threads.
//
//   stencil -> slot of 3n forces, slot of a packed lower triangle   (parallel, written once)
//           -> node forces, sparse lower triangle of the tangent     (parallel over entries, fixed order of summation)
//
// Stencils with tied nodes are transformed to the unknowns of their bodies before they are stored; the second
// derivative of the finite rotation is added per body from the sum of arm (x) force of its nodes.
#pragma once

#include <Eigen/Core>
#include <Eigen/SparseCore>
#include <algorithm>
#include <cstdint>
#include <memory>
#include <vector>

#include "fem/dof_map.hpp"
#include "fem/term.hpp"

namespace spondyl::fem {

using SparseMatrix = Eigen::SparseMatrix<double, Eigen::ColMajor, int>;
/// Numbers of a solve in the pattern of its model.
using Tangent = Eigen::Map<SparseMatrix>;
/// Either of the two, without a copy.
using SparseView = Eigen::Ref<const SparseMatrix>;

/// Where contributions go; depends on the model alone and is shared by all its solves.
class AssemblyPattern {
 public:
  /// Throws std::length_error for more numbers than a Place can say (some five million elements).
  AssemblyPattern(const std::vector<std::unique_ptr<Term>>& terms, const DofMap& dofs);

  struct Slot {
    std::size_t force;      ///< first of 3n forces
    std::size_t stiffness;  ///< first of the packed lower triangle
    std::size_t unknowns;   ///< first of its rows in unknown_of_row
    int n_unknowns;
    int n_nodes;
    std::size_t nodes;     ///< first node in node_of_slot
    std::size_t internal;  ///< first internal parameter
    std::size_t recovery;  ///< first number of its recovery operator
    int n_internal;
    bool has_tied_nodes;
  };

  std::vector<Slot> slots;
  std::vector<int> node_of_slot;
  std::vector<int> first_row_of_node;  ///< among the rows of the slot, of each node of node_of_slot
  std::vector<int> unknown_of_row;     ///< equation or -1
  std::size_t first_body_slot = 0;     ///< one slot of three spins per body after those of the terms
  std::size_t n_forces = 0, n_stiffness = 0, n_internal = 0, n_recovery = 0;

  SparseMatrix matrix;  ///< pattern of the lower triangle; its values are never read, so they take no memory
  /// A number among the forces or the stiffness of all slots. There are as many as contributions: half of the bytes of size_t.
  using Place = std::uint32_t;
  static constexpr Place last_of_entry = Place{1} << 31;  ///< marks the last source of each entry of the matrix
  std::vector<Place> column_start, value_source;          ///< sources of all entries of a column follow each other
  std::vector<Place> node_start, node_source;

 private:
  void add_slot(const Term& term, std::size_t stencil, const DofMap& dofs);
  void add_body_slots(const DofMap& dofs);
  void build_matrix_gather(int n_equations);
  void build_force_gather(std::size_t n_nodes);
};

/// Work space of one solve, or of residuals alone: most of it is for tangents.
class Assembly {
 public:
  enum class Use { residuals, tangents };
  Assembly(const AssemblyPattern& pattern, const DofMap& dofs, const std::vector<Vector3>& reference, int threads,
           Use use = Use::tangents);
  Assembly(const Assembly&) = delete;  // the tangent points to its numbers
  Assembly& operator=(const Assembly&) = delete;

  int threads() const { return threads_; }
  /// From here on, 1 at least and no more than it was made for.
  void use_threads(int threads) { threads_ = std::clamp(threads, 1, most_threads_); }

  /// Without the initial stress the tangent is a positive definite stand-in for a state where the true one is not: it
  /// still leads downhill. Terms whose initial stress can only stiffen may keep it.
  bool has_initial_stress() const { return has_initial_stress_; }
  void set_initial_stress(bool on) { has_initial_stress_ = on; }

  // --- for terms ---------------------------------------------------------------------------------------------
  /// Energy of a stencil, N mm (to be overwritten by every residual).
  double& energy(std::size_t slot) { return energies_[slot]; }
  /// Forces of a stencil on its nodes (3n numbers, to be overwritten).
  double* force(std::size_t slot) { return forces_.data() + pattern_.slots[slot].force; }
  const double* force(std::size_t slot) const { return forces_.data() + pattern_.slots[slot].force; }
  /// Residual of a stencil's internal parameters (to be overwritten).
  double* internal(std::size_t slot) { return internal_.data() + pattern_.slots[slot].internal; }
  /// What recovers the eliminated parameters z with the residual f_z, increment = -(A du + K_zz^-1 f_z): rows of
  /// A = K_zz^-1 K_zu, then the packed lower triangle of K_zz^-1 (to be overwritten).
  double* recovery(std::size_t slot) { return recovery_.data() + pattern_.slots[slot].recovery; }
  /// Stores the stiffness of a stencil, given as the packed lower triangle of 3n rows.
  void stiffness(std::size_t slot, const State& state, const double* packed);

  // --- for the solver ----------------------------------------------------------------------------------------
  /// Takes the parts of eliminated parameters from the forces, A' f_z, with the recovery of the last tangent.
  void condense();
  /// Sums forces on nodes; with `tangent` also the matrix. Call after all terms have written.
  void gather(const State& state, bool tangent);
  const Eigen::VectorXd& node_forces() const { return node_forces_; }
  const Eigen::VectorXd& internal_residual() const { return internal_; }
  /// Sum of the energies of the stencils at the last residual, N mm.
  double energy() const;
  /// Root of the sum of squares of all forces of all stencils, before they cancel (N).
  double force_scale() const;
  /// Lower triangle of the tangent; none of an assembly for residuals.
  Tangent& matrix() { return matrix_; }
  const Tangent& matrix() const { return matrix_; }
  /// Increment of all internal parameters for an increment of the node displacements, with their last residual and the
  /// recovery of the last tangent.
  void recover(const Eigen::VectorXd& displacement_increment, Eigen::VectorXd& internal_increment) const;
  /// First-order displacement of every node for an increment of the unknowns.
  void node_increment(const State& state, const Eigen::VectorXd& increment, Eigen::VectorXd& displacement) const;
  /// Bytes held, factorization not counted.
  std::size_t bytes() const;

 private:
  void stiffness_of_bodies(const State& state);

  const AssemblyPattern& pattern_;
  const DofMap& dofs_;
  const std::vector<Vector3>& reference_;
  int most_threads_, threads_;
  bool has_initial_stress_ = true;
  std::vector<double> energies_, forces_;
  Eigen::VectorXd internal_, node_forces_;
  Eigen::VectorXd stiffness_, recovery_,
      values_;      ///< large, and never read before they are written: no zeros filled in
  Tangent matrix_;  ///< values_ in the pattern
};

}  // namespace spondyl::fem
