#include "fem/cholesky.hpp"

#include <cblas.h>
#include <cholmod.h>

#include <mutex>
#include <stdexcept>

#include "core/parallel.hpp"

namespace spondyl::fem {

namespace {

/// One thread for BLAS: parallelism comes from elements and cases, and the bits stay the same.
void use_one_blas_thread() {
  static std::once_flag once;
  std::call_once(once, [] { openblas_set_num_threads(1); });
}

/// CHOLMOD's view of a lower triangle; no copy, the matrix must outlive it.
cholmod_sparse view(const SparseMatrix& m) {
  cholmod_sparse s{};
  s.nrow = static_cast<std::size_t>(m.rows());
  s.ncol = static_cast<std::size_t>(m.cols());
  s.nzmax = static_cast<std::size_t>(m.nonZeros());
  s.p = const_cast<int*>(m.outerIndexPtr());
  s.i = const_cast<int*>(m.innerIndexPtr());
  s.x = const_cast<double*>(m.valuePtr());
  s.stype = -1;
  s.itype = CHOLMOD_INT;
  s.xtype = CHOLMOD_REAL;
  s.dtype = CHOLMOD_DOUBLE;
  s.sorted = 1;
  s.packed = 1;
  return s;
}

struct Common {
  cholmod_common c;
  Common() {
    use_one_blas_thread();
    cholmod_start(&c);
    c.supernodal = CHOLMOD_SUPERNODAL;
    c.final_ll = 1;
    c.quick_return_if_not_posdef = 1;
    c.print = 0;
    c.nmethods = 1;
    c.method[0].ordering = CHOLMOD_METIS;
    c.postorder = 1;
  }
  ~Common() { cholmod_finish(&c); }
  Common(const Common&) = delete;
  Common& operator=(const Common&) = delete;
};

}  // namespace

std::vector<int> fill_reducing_order(const SparseMatrix& pattern) {
  // METIS seeds and draws from the random numbers of the whole process: one order at a time, or it may differ.
  static std::mutex one_at_a_time;
  const std::lock_guard lock(one_at_a_time);
  Common common;
  cholmod_sparse a = view(pattern);
  cholmod_factor* l = cholmod_analyze(&a, &common.c);
  if (!l)
    throw std::bad_alloc();
  const int* order = static_cast<const int*>(l->Perm);
  std::vector<int> out(order, order + l->n);
  cholmod_free_factor(&l, &common.c);
  return out;
}

struct Cholesky::Factor {
  Common common;
  cholmod_factor* l = nullptr;
  cholmod_dense* x = nullptr;
  cholmod_dense* y = nullptr;
  cholmod_dense* e = nullptr;

  ~Factor() {
    cholmod_free_factor(&l, &common.c);
    cholmod_free_dense(&x, &common.c);
    cholmod_free_dense(&y, &common.c);
    cholmod_free_dense(&e, &common.c);
  }
};

Cholesky::Cholesky(const SparseMatrix& pattern, const std::vector<int>& order) : factor_(std::make_unique<Factor>()) {
  Common& common = factor_->common;
  common.c.method[0].ordering = CHOLMOD_GIVEN;
  cholmod_sparse a = view(pattern);
  factor_->l = cholmod_analyze_p(&a, const_cast<int*>(order.data()), nullptr, 0, &common.c);
  if (!factor_->l)
    throw std::bad_alloc();
}

Cholesky::~Cholesky() = default;

bool Cholesky::factorize(const SparseMatrix& matrix) {
  const core::SerialLibraries serial;
  cholmod_sparse a = view(matrix);
  cholmod_common& c = factor_->common.c;
  cholmod_factorize(&a, factor_->l, &c);
  if (c.status == CHOLMOD_OUT_OF_MEMORY || c.status == CHOLMOD_TOO_LARGE)
    throw std::bad_alloc();
  return c.status == CHOLMOD_OK && factor_->l->minor == factor_->l->n;
}

void Cholesky::solve(const Eigen::VectorXd& b, Eigen::VectorXd& x) {
  const core::SerialLibraries serial;
  cholmod_dense rhs{};
  rhs.nrow = static_cast<std::size_t>(b.size());
  rhs.ncol = 1;
  rhs.nzmax = rhs.nrow;
  rhs.d = rhs.nrow;
  rhs.x = const_cast<double*>(b.data());
  rhs.xtype = CHOLMOD_REAL;
  rhs.dtype = CHOLMOD_DOUBLE;
  Factor& f = *factor_;
  cholmod_solve2(CHOLMOD_A, f.l, &rhs, nullptr, &f.x, nullptr, &f.y, &f.e, &f.common.c);
  x = Eigen::Map<const Eigen::VectorXd>(static_cast<const double*>(f.x->x), b.size());
}

std::size_t Cholesky::bytes() const { return factor_->l->is_super ? sizeof(double) * factor_->l->xsize : 0; }

}  // namespace spondyl::fem
