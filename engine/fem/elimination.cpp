#include "fem/elimination.hpp"

#include <cholmod.h>

#include <algorithm>
#include <mutex>
#include <new>
#include <numeric>

namespace spondyl::fem {

namespace {

/// CHOLMOD's view of where a lower triangle has entries; no copy, the matrix must outlive it.
cholmod_sparse view(const SparseMatrix& m) {
  cholmod_sparse s{};
  s.nrow = static_cast<std::size_t>(m.rows());
  s.ncol = static_cast<std::size_t>(m.cols());
  s.nzmax = static_cast<std::size_t>(m.nonZeros());
  s.p = const_cast<int*>(m.outerIndexPtr());
  s.i = const_cast<int*>(m.innerIndexPtr());
  s.stype = -1;
  s.itype = CHOLMOD_INT;
  s.xtype = CHOLMOD_PATTERN;
  s.dtype = CHOLMOD_DOUBLE;
  s.sorted = 1;
  s.packed = 1;
  return s;
}

struct Common {
  cholmod_common c;
  Common() {
    cholmod_start(&c);
    c.supernodal = CHOLMOD_SUPERNODAL;
    c.print = 0;
    c.nmethods = 3;  // all are tried, the one that leaves the smallest factor is taken
    c.method[0].ordering = CHOLMOD_AMD;
    for (const int m : {1, 2}) {
      c.method[m].ordering = CHOLMOD_NESDIS;
      c.method[m].nd_small = m == 1 ? 50 : 3000;  // unknowns of a part that is not cut any further
    }
    c.postorder = 1;
  }
  ~Common() { cholmod_finish(&c); }
  Common(const Common&) = delete;
  Common& operator=(const Common&) = delete;
};

}  // namespace

double Front::work() const {
  const double c = n_columns, b = n_below();
  return c * (c * c / 3 + c * b + b * b) + 10 * b * b;
}

Elimination::Elimination(const SparseMatrix& pattern) {
  analyze(pattern);
  link();
  place_entries(pattern);
}

void Elimination::analyze(const SparseMatrix& pattern) {
  // METIS seeds and draws from the random numbers of the whole process: one order at a time, or it may differ.
  static std::mutex one_at_a_time;
  const std::lock_guard lock(one_at_a_time);
  Common common;
  cholmod_sparse a = view(pattern);
  cholmod_factor* l = cholmod_analyze(&a, &common.c);
  if (!l)
    throw std::bad_alloc();
  const auto *order = static_cast<const int*>(l->Perm), *columns = static_cast<const int*>(l->super);
  const auto *first = static_cast<const int*>(l->pi), *rows = static_cast<const int*>(l->s);
  order_.assign(order, order + l->n);
  front_of_column_.resize(l->n);
  for (std::size_t f = 0; f < l->nsuper; ++f) {
    const int n_columns = columns[f + 1] - columns[f];
    fronts_.push_back(
        {columns[f], n_columns, {rows + first[f] + n_columns, rows + first[f + 1]}, {}, -1, {}, factor_size_});
    factor_size_ += fronts_.back().columns().size();
    std::fill_n(front_of_column_.begin() + columns[f], n_columns, static_cast<int>(f));
  }
  cholmod_free_factor(&l, &common.c);
}

double Elimination::work() const {
  return std::accumulate(fronts_.begin(), fronts_.end(), 0.0,
                         [](double sum, const Front& front) { return sum + front.work(); });
}

/// What a front leaves goes to the front of the first row below its own.
void Elimination::link() {
  for (std::size_t f = 0; f < fronts_.size(); ++f) {
    Front& front = fronts_[f];
    if (front.below.empty())
      continue;
    front.parent = front_of_column_[static_cast<std::size_t>(front.below.front())];
    Front& parent = fronts_[static_cast<std::size_t>(front.parent)];
    parent.children.push_back(static_cast<int>(f));
    auto at = parent.below.begin();
    for (const int row : front.below) {
      if (row < parent.first_column + parent.n_columns) {
        front.in_parent.push_back(row - parent.first_column);
      } else {
        at = std::lower_bound(at, parent.below.end(), row);
        front.in_parent.push_back(parent.n_columns + static_cast<int>(at - parent.below.begin()));
      }
    }
  }
}

void Elimination::place_entries(const SparseMatrix& pattern) {
  std::vector<int> place(order_.size());
  for (std::size_t k = 0; k < order_.size(); ++k)
    place[static_cast<std::size_t>(order_[k])] = static_cast<int>(k);
  const auto for_each_entry = [&](auto&& visit) {
    for (int c = 0; c < pattern.cols(); ++c) {
      for (int k = pattern.outerIndexPtr()[c]; k < pattern.outerIndexPtr()[c + 1]; ++k) {
        const auto [column, row] = std::minmax(place[static_cast<std::size_t>(c)],
                                               place[static_cast<std::size_t>(pattern.innerIndexPtr()[k])]);
        visit(static_cast<std::size_t>(front_of_column_[static_cast<std::size_t>(column)]), k, int{column}, int{row});
      }
    }
  };
  first_entry_.assign(fronts_.size() + 1, 0);
  for_each_entry([&](std::size_t f, int, int, int) { ++first_entry_[f + 1]; });
  std::partial_sum(first_entry_.begin(), first_entry_.end(), first_entry_.begin());
  entries_.resize(first_entry_.back());
  auto next = first_entry_;
  for_each_entry([&](std::size_t f, int source, int column, int row) {
    const Front& front = fronts_[f];
    int at = row - front.first_column;
    if (at >= front.n_columns) {
      at = front.n_columns +
           static_cast<int>(std::lower_bound(front.below.begin(), front.below.end(), row) - front.below.begin());
    }
    entries_[next[f]++] = {source, static_cast<int>(front.columns().place(at, column - front.first_column))};
  });
}

}  // namespace spondyl::fem
