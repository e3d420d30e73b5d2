// Cholesky factorization of the tangent, front by front (multifrontal: Duff & Reid 1983): the dense matrix of a front takes
// what the fronts below it have left, is factorized, and leaves an update to its parent. Subtrees need nothing from each
// other and are factorized side by side, the fronts above them one after the other in tiles; every sum has the order of the
// tree, so that the bits do not depend on the number of threads.
#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <stop_token>
#include <vector>

#include "fem/elimination.hpp"

namespace spondyl::fem {

class Cholesky {
 public:
  Cholesky(const Elimination& elimination, int threads);

  /// From here on; the work is shared out as it was.
  void use_threads(int threads) { threads_ = threads; }

  /// Numeric factorization of a lower triangle; false if the matrix is not positive definite, or where a stop was requested
  /// before the last front.
  bool factorize(const SparseView& matrix, const std::stop_token& stop = {});
  /// x = A^-1 b. Call after a successful factorize.
  void solve(const Eigen::VectorXd& b, Eigen::VectorXd& x);
  /// Bytes of the factor.
  std::size_t bytes() const { return sizeof(double) * static_cast<std::size_t>(factor_.size()); }

 private:
  /// Fronts in order, and room for what they leave to their parents until these have taken it: two stacks that grow
  /// towards each other.
  struct Worker {
    std::vector<std::size_t> fronts = {};
    Eigen::VectorXd room = {};
  };
  /// Where the update of a front is. Parents and children use the two stacks of a worker in turn.
  struct Update {
    std::size_t worker = 0;
    int stack = 0;
    std::size_t place = 0;  ///< in the room of the worker
  };

  void share_out(int threads);
  void reserve(std::size_t worker);
  bool factorize(const Worker& worker, const SparseView& matrix, int threads, const std::stop_token& stop);
  bool factorize(std::size_t front, const SparseView& matrix, int threads);
  /// What a child has left goes to the columns of the front, or further up with what the front leaves itself.
  void take_columns(std::size_t child, const Front& front, int threads, double* columns);
  void pass_on(std::size_t child, const Front& front, int threads, double* left);
  std::size_t n_taken(std::size_t child, const Front& front) const;
  /// Adds column j of what a child has left to one that begins at `diagonal`.
  void add_column(std::size_t child, std::size_t j, double* diagonal);
  static bool factorize_columns(const Front& front, double* columns, int threads);
  static void leave_update(const Front& front, const double* columns, double* left, int threads);
  struct Strip {
    const double* columns;
    int n_columns, next;  ///< next: numbers from one column to the next
    int n_own;            ///< rows of the front's own columns further right
    double* unknowns;
  };
  Strip strip_of(const Front& front, int strip);
  void substitute_forward(const Front& front, int strip);
  void substitute_back(const Front& front, int strip);
  double* update(std::size_t front) {
    const Update& u = updates_[front];
    return workers_[u.worker].room.data() + u.place;
  }

  const Elimination& elimination_;
  int threads_;
  Eigen::VectorXd factor_;
  std::vector<Update> updates_;  ///< of each front
  std::vector<Worker> workers_;  ///< the last one goes on where the others end
  std::vector<double> rows_;     ///< of one front, for substitution
  Eigen::VectorXd ordered_;
};

}  // namespace spondyl::fem
