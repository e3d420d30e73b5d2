// The lower part of the first columns of a symmetric matrix, in strips of columns: each strip is a dense matrix by columns
// that begins at the row of its first column. Nothing is kept above the diagonal but a triangle in each strip.
#pragma once

#include <algorithm>
#include <cstddef>

namespace spondyl::fem {

struct Trapezoid {
  static constexpr int width = 192;  ///< columns of a strip; the last one may have fewer

  int n_rows, n_columns;

  int n_strips() const { return (n_columns + width - 1) / width; }
  static int first_column(int strip) { return strip * width; }
  int columns_of(int strip) const { return std::min(width, n_columns - first_column(strip)); }
  /// From one column of a strip to the next.
  int rows_of(int strip) const { return n_rows - first_column(strip); }
  /// Where a strip begins.
  std::size_t start(int strip) const {
    const auto s = static_cast<std::size_t>(strip), w = static_cast<std::size_t>(width);
    return w * s * static_cast<std::size_t>(n_rows) - w * w * (s * (s - 1) / 2);
  }
  /// Where row i >= j of column j is.
  std::size_t place(int i, int j) const {
    const int strip = j / width, first = first_column(strip);
    return start(strip) + static_cast<std::size_t>(j - first) * static_cast<std::size_t>(rows_of(strip)) +
           static_cast<std::size_t>(i - first);
  }
  std::size_t size() const {
    const int last = n_strips() - 1;
    return last < 0
               ? 0
               : start(last) + static_cast<std::size_t>(columns_of(last)) * static_cast<std::size_t>(rows_of(last));
  }
};

}  // namespace spondyl::fem
