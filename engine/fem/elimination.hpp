// How the unknowns of a model are eliminated: their order (minimum degree or nested dissection), the fronts that follow
// from it (CHOLMOD's symbolic analysis), and where the entries of the tangent go. Found once per model; the numbers:
// cholesky.hpp.
#pragma once

#include <cstddef>
#include <vector>

#include "fem/assembly.hpp"
#include "fem/trapezoid.hpp"

namespace spondyl::fem {

/// Unknowns that are eliminated together, because they touch the same others: a dense matrix of all rows they touch, their
/// own first. Numbers of rows are places in the order of elimination.
struct Front {
  int first_column, n_columns;
  std::vector<int> below;      ///< rows after its own, rising
  std::vector<int> in_parent;  ///< where these are among the rows of the parent
  int parent = -1;
  std::vector<int> children = {};
  std::size_t offset;  ///< of its columns in the factor

  int n_below() const { return static_cast<int>(below.size()); }
  int n_rows() const { return n_columns + n_below(); }
  /// Its own columns in the factor.
  Trapezoid columns() const { return {n_rows(), n_columns}; }
  /// What it leaves to its parent.
  Trapezoid update() const { return {n_below(), n_below()}; }
  /// Multiplications and moves of numbers, about.
  double work() const;
};

class Elimination {
 public:
  /// Lower triangle of a symmetric matrix.
  explicit Elimination(const SparseMatrix& pattern);

  /// The unknown that is eliminated in each place.
  const std::vector<int>& order() const { return order_; }
  /// Children before parents, each subtree in one piece.
  const std::vector<Front>& fronts() const { return fronts_; }
  std::size_t factor_size() const { return factor_size_; }
  /// Of all fronts.
  double work() const;
  /// Writes the entries of the tangent that belong to a front into its columns.
  void scatter(const SparseView& matrix, std::size_t front, double* to) const {
    for (std::size_t e = first_entry_[front]; e < first_entry_[front + 1]; ++e)
      to[entries_[e].target] = matrix.valuePtr()[entries_[e].source];
  }

 private:
  struct Entry {
    int source;  ///< in the values of the tangent
    int target;  ///< in the columns of the front
  };
  void analyze(const SparseMatrix& pattern);
  void link();
  void place_entries(const SparseMatrix& pattern);

  std::vector<int> order_;
  std::vector<Front> fronts_;
  std::vector<int> front_of_column_;
  std::size_t factor_size_ = 0;
  std::vector<std::size_t> first_entry_;  ///< of each front, and one past the last
  std::vector<Entry> entries_;
};

}  // namespace spondyl::fem
