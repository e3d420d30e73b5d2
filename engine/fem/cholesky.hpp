// Sparse Cholesky factorization of a symmetric positive definite matrix (lower triangle): CHOLMOD, supernodal, METIS
// order. Each factorization runs on one thread, so its bits do not depend on the number of threads.
#pragma once

#include <Eigen/Core>
#include <memory>
#include <vector>

#include "fem/assembly.hpp"

namespace spondyl::fem {

/// METIS nested-dissection order of the pattern.
std::vector<int> fill_reducing_order(const SparseMatrix& pattern);

class Cholesky {
 public:
  /// Symbolic analysis of `pattern` with the given elimination order.
  Cholesky(const SparseMatrix& pattern, const std::vector<int>& order);
  ~Cholesky();
  Cholesky(const Cholesky&) = delete;
  Cholesky& operator=(const Cholesky&) = delete;

  /// Numeric factorization; false if the matrix is not positive definite.
  bool factorize(const SparseMatrix& matrix);
  /// x = A^-1 b. Call after a successful factorize.
  void solve(const Eigen::VectorXd& b, Eigen::VectorXd& x);
  /// Bytes of the factor.
  std::size_t bytes() const;

 private:
  struct Factor;
  std::unique_ptr<Factor> factor_;
};

}  // namespace spondyl::fem
