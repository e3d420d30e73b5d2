#include "fem/cholesky.hpp"

#include <cblas.h>

#include <algorithm>
#include <cassert>
#include <limits>
#include <mutex>
#include <utility>

#include "core/parallel.hpp"

extern "C" void dpotrf_(const char*, const int*, double*, const int*, int*, std::size_t);

namespace spondyl::fem {

namespace {

/// One thread for BLAS: parallelism comes from elements, fronts and cases, and the bits stay the same.
void use_one_blas_thread() {
  static std::once_flag once;
  std::call_once(once, [] { openblas_set_num_threads(1); });
}

/// Large fronts are factorized in tiles, side by side where there are threads. Their size never depends on these: a tile
/// has the same bits whoever works on it.
constexpr int tile = 192;

constexpr double worth_sharing = 3e6;  // work of a front, see Front

std::size_t tiles(int n) { return static_cast<std::size_t>((n + tile - 1) / tile); }
int first_row(std::size_t i) { return static_cast<int>(i) * tile; }
int tile_rows(std::size_t i, int n) { return std::min(tile, n - first_row(i)); }

/// Row and column of a tile of a lower triangle, counted row by row.
std::pair<std::size_t, std::size_t> tile_of_triangle(std::size_t t) {
  std::size_t row = 0;
  while (t > row)
    t -= ++row;
  return {row, t};
}

/// Of the update of a front, n by n, only the lower triangle is kept: in strips as wide as a tile, each from its diagonal
/// tile down and by columns, one after the other. This is where the j-th begins.
std::size_t strip_start(std::size_t j, int n) {
  return j == 0 ? 0 : strip_start(j - 1, n) + std::size_t{tile} * static_cast<std::size_t>(n - first_row(j - 1));
}

std::size_t update_size(int n) {
  const std::size_t whole = static_cast<std::size_t>(n / tile), rest = static_cast<std::size_t>(n % tile);
  return strip_start(whole, n) + rest * rest;
}

/// Column j of an update, such that its row i >= j is at [i].
double* column_of(double* update, int j, int n) {
  const int before = j / tile * tile;
  const auto strip = static_cast<std::ptrdiff_t>(strip_start(static_cast<std::size_t>(j / tile), n));
  return update + strip + static_cast<std::ptrdiff_t>(j - before) * (n - before) - before;
}

}  // namespace

Cholesky::Cholesky(const Elimination& elimination, int threads)
    : elimination_(elimination),
      threads_(threads),
      factor_(static_cast<Eigen::Index>(elimination.factor_size())),
      updates_(elimination.fronts().size()) {
  use_one_blas_thread();
  share_out(threads);
  for (std::size_t w = 0; w < workers_.size(); ++w)
    reserve(w);
}

/// Splits the largest subtree again and again and keeps the split with which the last worker is done first.
void Cholesky::share_out(int threads) {
  const auto& fronts = elimination_.fronts();
  const auto at = [](int f) { return static_cast<std::size_t>(f); };
  std::vector<double> work(fronts.size(), 0.0);  // of the subtree that ends in each
  std::vector<int> subtrees;
  for (std::size_t f = 0; f < fronts.size(); ++f) {
    work[f] += fronts[f].work();
    if (fronts[f].parent >= 0)
      work[at(fronts[f].parent)] += work[f];
    else
      subtrees.push_back(static_cast<int>(f));
  }
  const std::size_t last = threads > 1 ? static_cast<std::size_t>(threads) : 0;
  std::vector<std::size_t> worker(fronts.size(), last), best = worker;
  double on_top = 0, least = std::numeric_limits<double>::infinity();
  for (int split = 0; last > 0 && split < 64 && !subtrees.empty(); ++split) {
    std::sort(subtrees.begin(), subtrees.end(), [&](int a, int b) { return work[at(a)] > work[at(b)]; });
    std::vector<double> load(last, 0.0);
    for (const int s : subtrees) {
      const auto idle = std::min_element(load.begin(), load.end());
      *idle += work[at(s)];
      worker[at(s)] = static_cast<std::size_t>(idle - load.begin());
    }
    if (const double time = on_top + *std::max_element(load.begin(), load.end()); time < least) {
      least = time;
      best = worker;
    }
    const int largest = subtrees.front();
    on_top += fronts[at(largest)].work();
    worker[at(largest)] = last;
    subtrees.erase(subtrees.begin());
    subtrees.insert(subtrees.end(), fronts[at(largest)].children.begin(), fronts[at(largest)].children.end());
  }
  for (std::size_t f = fronts.size(); f-- > 0;) {
    const Update above = fronts[f].parent >= 0 ? updates_[at(fronts[f].parent)] : Update{last, 1, 0};
    updates_[f] = {above.worker == last ? best[f] : above.worker, 1 - above.stack, 0};
  }
  workers_.resize(last + 1);
  for (std::size_t f = 0; f < fronts.size(); ++f)
    workers_[updates_[f].worker].fronts.push_back(f);
}

/// An update lies on top of those of its siblings; those of its children, on the other stack, end with it.
void Cholesky::reserve(std::size_t w) {
  const auto size = [&](std::size_t f) { return update_size(elimination_.fronts()[f].n_below()); };
  std::size_t top[2] = {0, 0}, most = 0;
  for (const std::size_t f : workers_[w].fronts) {
    const int stack = updates_[f].stack;
    updates_[f].place = top[stack];
    top[stack] += size(f);
    most = std::max(most, top[0] + top[1]);
    const auto& children = elimination_.fronts()[f].children;
    for (auto c = children.rbegin(); c != children.rend(); ++c) {
      const auto child = static_cast<std::size_t>(*c);
      if (updates_[child].worker != w)
        continue;
      top[1 - stack] -= size(child);
      assert(top[1 - stack] == updates_[child].place && "each subtree is in one piece");
    }
  }
  for (const std::size_t f : workers_[w].fronts) {
    if (updates_[f].stack == 1)
      updates_[f].place = most - updates_[f].place - size(f);  // from the other end
  }
  workers_[w].room.resize(static_cast<Eigen::Index>(most));
}

bool Cholesky::factorize(const SparseView& matrix, const std::stop_token& stop) {
  const std::size_t n_side_by_side = workers_.size() - 1;
  std::vector<char> is_definite(n_side_by_side, 0);
  core::parallel_for(n_side_by_side, threads_,
                     [&](std::size_t w) { is_definite[w] = factorize(workers_[w], matrix, 1, stop); });
  return std::find(is_definite.begin(), is_definite.end(), 0) == is_definite.end() &&
         factorize(workers_.back(), matrix, threads_, stop);
}

bool Cholesky::factorize(const Worker& worker, const SparseView& matrix, int threads, const std::stop_token& stop) {
  return std::all_of(worker.fronts.begin(), worker.fronts.end(),
                     [&](std::size_t f) { return !stop.stop_requested() && factorize(f, matrix, threads); });
}

bool Cholesky::factorize(std::size_t f, const SparseView& matrix, int threads) {
  const Front& front = elimination_.fronts()[f];
  if (front.work() < worth_sharing)
    threads = 1;
  const int n = front.n_columns, below = front.n_below(), rows = front.n_rows();
  double* columns = factor_.data() + front.offset;
  double* left = update(f);
  std::fill_n(columns, static_cast<std::size_t>(n) * static_cast<std::size_t>(rows), 0.0);
  std::fill_n(left, update_size(below), 0.0);
  elimination_.scatter(matrix, f, columns);
  for (const int child : front.children)
    take_update(static_cast<std::size_t>(child), front, threads, columns, left);

  {
    const core::SerialLibraries serial;
    int info = 0;
    dpotrf_("L", &n, columns, &rows, &info, 1);
    if (info != 0)
      return false;
  }
  double* below_diagonal = columns + n;
  const std::size_t n_tiles = tiles(below);
  core::parallel_for(n_tiles, threads, [&](std::size_t i) {
    const core::SerialLibraries serial;
    cblas_dtrsm(CblasColMajor, CblasRight, CblasLower, CblasTrans, CblasNonUnit, tile_rows(i, below), n, 1.0, columns,
                rows, below_diagonal + first_row(i), rows);
  });
  core::parallel_for(n_tiles * (n_tiles + 1) / 2, threads, [&](std::size_t t) {
    const core::SerialLibraries serial;
    const auto [i, j] = tile_of_triangle(t);
    const double *row = below_diagonal + first_row(i), *column = below_diagonal + first_row(j);
    double* to = column_of(left, first_row(j), below) + first_row(i);
    const int to_next = below - first_row(j);
    if (i == j)
      cblas_dsyrk(CblasColMajor, CblasLower, CblasNoTrans, tile_rows(i, below), n, -1.0, row, rows, 1.0, to, to_next);
    else
      cblas_dgemm(CblasColMajor, CblasNoTrans, CblasTrans, tile_rows(i, below), tile_rows(j, below), n, -1.0, row, rows,
                  column, rows, 1.0, to, to_next);
  });
  return true;
}

void Cholesky::take_update(std::size_t c, const Front& front, int threads, double* columns, double* left) {
  const Front& child = elimination_.fronts()[c];
  const auto n = child.in_parent.size();
  const auto add_column = [&, all = update(c)](std::size_t j) {
    const double* from = column_of(all, static_cast<int>(j), child.n_below());
    const int column = child.in_parent[j], below = column - front.n_columns;
    double* to = below < 0 ? columns + static_cast<std::ptrdiff_t>(column) * front.n_rows()
                           : column_of(left, below, front.n_below()) - front.n_columns;
    for (std::size_t i = j; i < n; ++i)
      to[child.in_parent[i]] += from[i];
  };
  core::parallel_for(n, threads, add_column);
}

void Cholesky::solve(const Eigen::VectorXd& b, Eigen::VectorXd& x) {
  const core::SerialLibraries serial;
  const auto& order = elimination_.order();
  const auto& fronts = elimination_.fronts();
  ordered_.resize(b.size());
  for (std::size_t k = 0; k < order.size(); ++k)
    ordered_[static_cast<Eigen::Index>(k)] = b[order[k]];
  for (const Front& front : fronts) {
    const double* l = factor_.data() + front.offset;
    double* own = ordered_.data() + front.first_column;
    const int n = front.n_columns, below = front.n_below(), rows = front.n_rows();
    cblas_dtrsv(CblasColMajor, CblasLower, CblasNoTrans, CblasNonUnit, n, l, rows, own, 1);
    if (below == 0)
      continue;
    rows_.resize(front.below.size());
    cblas_dgemv(CblasColMajor, CblasNoTrans, below, n, 1.0, l + n, rows, own, 1, 0.0, rows_.data(), 1);
    for (std::size_t i = 0; i < front.below.size(); ++i)
      ordered_[front.below[i]] -= rows_[i];
  }
  for (auto front = fronts.rbegin(); front != fronts.rend(); ++front) {
    const double* l = factor_.data() + front->offset;
    double* own = ordered_.data() + front->first_column;
    const int n = front->n_columns, below = front->n_below(), rows = front->n_rows();
    if (below > 0) {
      rows_.resize(front->below.size());
      for (std::size_t i = 0; i < front->below.size(); ++i)
        rows_[i] = ordered_[front->below[i]];
      cblas_dgemv(CblasColMajor, CblasTrans, below, n, -1.0, l + n, rows, rows_.data(), 1, 1.0, own, 1);
    }
    cblas_dtrsv(CblasColMajor, CblasLower, CblasTrans, CblasNonUnit, n, l, rows, own, 1);
  }
  x.resize(b.size());
  for (std::size_t k = 0; k < order.size(); ++k)
    x[order[k]] = ordered_[static_cast<Eigen::Index>(k)];
}

}  // namespace spondyl::fem
