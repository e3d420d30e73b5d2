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
constexpr int tile = Trapezoid::width;

constexpr double worth_sharing = 3e6;  // work of a front, see Front

/// Row and column of a tile of a lower triangle, counted row by row.
std::pair<int, int> tile_of_triangle(std::size_t t) {
  std::size_t row = 0;
  while (t > row)
    t -= ++row;
  return {static_cast<int>(row), static_cast<int>(t)};
}

/// Rows of a front that make a row of tiles: first those of its own columns, strip by strip, then those below.
struct TileRow {
  int first, n_rows;
};

std::vector<TileRow> tile_rows(const Front& front) {
  std::vector<TileRow> rows;
  for (int first = 0; first < front.n_columns; first += tile)
    rows.push_back({first, std::min(tile, front.n_columns - first)});
  for (int first = front.n_columns; first < front.n_rows(); first += tile)
    rows.push_back({first, std::min(tile, front.n_rows() - first)});
  return rows;
}

/// C = kept C - A B', of a square C the lower triangle only. A and B have `next` numbers from one column to the next.
void subtract_product(int m, int n, int k, const double* a, const double* b, int next, double kept, double* c,
                      int c_next, bool is_square) {
  const core::SerialLibraries serial;
  if (is_square)
    cblas_dsyrk(CblasColMajor, CblasLower, CblasNoTrans, m, k, -1.0, a, next, kept, c, c_next);
  else
    cblas_dgemm(CblasColMajor, CblasNoTrans, CblasTrans, m, n, k, -1.0, a, next, b, next, kept, c, c_next);
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
  const auto size = [&](std::size_t f) { return elimination_.fronts()[f].update().size(); };
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
  double* columns = factor_.data() + front.offset;
  double* left = update(f);
  std::fill_n(columns, front.columns().size(), 0.0);
  elimination_.scatter(matrix, f, columns);
  for (const int child : front.children)
    take_columns(static_cast<std::size_t>(child), front, threads, columns);
  if (!factorize_columns(front, columns, threads))
    return false;
  leave_update(front, columns, left, threads);
  for (const int child : front.children)
    pass_on(static_cast<std::size_t>(child), front, threads, left);
  return true;
}

/// Strip by strip: its diagonal tile, what is below that, and what both take from the strips to the right.
bool Cholesky::factorize_columns(const Front& front, double* columns, int threads) {
  const Trapezoid trapezoid = front.columns();
  const std::vector<TileRow> rows = tile_rows(front);
  for (int strip = 0; strip < trapezoid.n_strips(); ++strip) {
    const int n = trapezoid.columns_of(strip), next = trapezoid.rows_of(strip), first = Trapezoid::first_column(strip);
    double* here = columns + trapezoid.start(strip);
    const auto place = [&](const TileRow& row) { return here + (row.first - first); };
    {
      const core::SerialLibraries serial;
      int info = 0;
      dpotrf_("L", &n, here, &next, &info, 1);
      if (info != 0)
        return false;
    }
    const std::size_t below = static_cast<std::size_t>(strip) + 1, n_below = rows.size() - below;
    core::parallel_for(n_below, threads, [&](std::size_t i) {
      const core::SerialLibraries serial;
      const TileRow& row = rows[below + i];
      cblas_dtrsm(CblasColMajor, CblasRight, CblasLower, CblasTrans, CblasNonUnit, row.n_rows, n, 1.0, here, next,
                  place(row), next);
    });
    const std::size_t n_right = static_cast<std::size_t>(trapezoid.n_strips()) - below;
    core::parallel_for(n_right * n_below, threads, [&](std::size_t t) {
      const std::size_t i = t / n_right, j = t % n_right;
      if (i < j)
        return;
      const TileRow &row = rows[below + i], &column = rows[below + j];
      subtract_product(row.n_rows, column.n_rows, n, place(row), place(column), next, 1.0,
                       columns + trapezoid.place(row.first, column.first),
                       trapezoid.rows_of(static_cast<int>(below + j)), i == j);
    });
  }
  return true;
}

void Cholesky::leave_update(const Front& front, const double* columns, double* left, int threads) {
  const Trapezoid trapezoid = front.columns(), update = front.update();
  const auto n_tiles = static_cast<std::size_t>(update.n_strips());
  core::parallel_for(n_tiles * (n_tiles + 1) / 2, threads, [&](std::size_t t) {
    const auto [i, j] = tile_of_triangle(t);
    const int row = Trapezoid::first_column(i), column = Trapezoid::first_column(j);
    for (int strip = 0; strip < trapezoid.n_strips(); ++strip) {
      const int first = Trapezoid::first_column(strip);
      const double* below = columns + trapezoid.start(strip) + (front.n_columns - first);
      subtract_product(update.columns_of(i), update.columns_of(j), trapezoid.columns_of(strip), below + row,
                       below + column, trapezoid.rows_of(strip), strip == 0 ? 0.0 : 1.0,
                       left + update.place(row, column), update.rows_of(j), i == j);
    }
  });
}

void Cholesky::take_columns(std::size_t c, const Front& front, int threads, double* columns) {
  const Trapezoid own = front.columns();
  core::parallel_for(n_taken(c, front), threads, [&](std::size_t j) {
    const int column = elimination_.fronts()[c].in_parent[j];
    add_column(c, j, columns + own.place(column, column));
  });
}

void Cholesky::pass_on(std::size_t c, const Front& front, int threads, double* left) {
  const std::vector<int>& in_parent = elimination_.fronts()[c].in_parent;
  const Trapezoid below = front.update();
  const std::size_t first = n_taken(c, front);
  core::parallel_for(in_parent.size() - first, threads, [&](std::size_t k) {
    const int column = in_parent[first + k] - front.n_columns;
    add_column(c, first + k, left + below.place(column, column));
  });
}

/// How many columns of the child's update belong to the columns of the front.
std::size_t Cholesky::n_taken(std::size_t c, const Front& front) const {
  const std::vector<int>& in_parent = elimination_.fronts()[c].in_parent;
  return static_cast<std::size_t>(std::lower_bound(in_parent.begin(), in_parent.end(), front.n_columns) -
                                  in_parent.begin());
}

void Cholesky::add_column(std::size_t c, std::size_t j, double* diagonal) {
  const Front& child = elimination_.fronts()[c];
  const double* from = update(c) + child.update().place(static_cast<int>(j), static_cast<int>(j));
  for (std::size_t i = j; i < child.in_parent.size(); ++i)
    diagonal[child.in_parent[i] - child.in_parent[j]] += from[i - j];
}

void Cholesky::solve(const Eigen::VectorXd& b, Eigen::VectorXd& x) {
  const core::SerialLibraries serial;
  const auto& order = elimination_.order();
  const auto& fronts = elimination_.fronts();
  ordered_.resize(b.size());
  for (std::size_t k = 0; k < order.size(); ++k)
    ordered_[static_cast<Eigen::Index>(k)] = b[order[k]];
  for (const Front& front : fronts) {
    rows_.assign(front.below.size(), 0.0);
    for (int strip = 0; strip < front.columns().n_strips(); ++strip)
      substitute_forward(front, strip);
    for (std::size_t i = 0; i < front.below.size(); ++i)
      ordered_[front.below[i]] -= rows_[i];
  }
  for (auto front = fronts.rbegin(); front != fronts.rend(); ++front) {
    rows_.resize(front->below.size());
    for (std::size_t i = 0; i < front->below.size(); ++i)
      rows_[i] = ordered_[front->below[i]];
    for (int strip = front->columns().n_strips(); strip-- > 0;)
      substitute_back(*front, strip);
  }
  x.resize(b.size());
  for (std::size_t k = 0; k < order.size(); ++k)
    x[order[k]] = ordered_[static_cast<Eigen::Index>(k)];
}

/// Part of a front's columns, and where its unknowns are.
Cholesky::Strip Cholesky::strip_of(const Front& front, int strip) {
  const Trapezoid trapezoid = front.columns();
  const int n = trapezoid.columns_of(strip), first = Trapezoid::first_column(strip);
  return {factor_.data() + front.offset + trapezoid.start(strip), n, trapezoid.rows_of(strip),
          front.n_columns - first - n, ordered_.data() + front.first_column + first};
}

void Cholesky::substitute_forward(const Front& front, int strip) {
  const auto [l, n, next, n_own, own] = strip_of(front, strip);
  cblas_dtrsv(CblasColMajor, CblasLower, CblasNoTrans, CblasNonUnit, n, l, next, own, 1);
  if (n_own > 0)
    cblas_dgemv(CblasColMajor, CblasNoTrans, n_own, n, -1.0, l + n, next, own, 1, 1.0, own + n, 1);
  if (front.n_below() > 0) {
    cblas_dgemv(CblasColMajor, CblasNoTrans, front.n_below(), n, 1.0, l + n + n_own, next, own, 1, 1.0, rows_.data(),
                1);
  }
}

void Cholesky::substitute_back(const Front& front, int strip) {
  const auto [l, n, next, n_own, own] = strip_of(front, strip);
  if (n_own > 0)
    cblas_dgemv(CblasColMajor, CblasTrans, n_own, n, -1.0, l + n, next, own + n, 1, 1.0, own, 1);
  if (front.n_below() > 0)
    cblas_dgemv(CblasColMajor, CblasTrans, front.n_below(), n, -1.0, l + n + n_own, next, rows_.data(), 1, 1.0, own, 1);
  cblas_dtrsv(CblasColMajor, CblasLower, CblasTrans, CblasNonUnit, n, l, next, own, 1);
}

}  // namespace spondyl::fem
