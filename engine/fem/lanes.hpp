// Several elements at once: a compiler vector with one element in each lane. Kernels are written once for a number
// type T and run with T = Lanes; the last pack of a block is filled up with copies of its last element.
#pragma once

#include <array>
#include <cmath>
#include <cstring>

namespace spondyl::fem {

inline constexpr int n_lanes = 4;
using Lanes = double __attribute__((vector_size(8 * n_lanes)));

inline double square_root(double x) { return std::sqrt(x); }
inline double logarithm(double x) { return std::log(x); }
inline double inverse_cube_root(double x) { return 1 / std::cbrt(x); }
inline double minimum(double a, double b) { return a < b ? a : b; }
inline double positive_part(double x) { return x > 0 ? x : 0.0; }

inline Lanes square_root(Lanes x) {
  for (int l = 0; l < n_lanes; ++l)
    x[l] = std::sqrt(x[l]);
  return x;
}
inline Lanes logarithm(Lanes x) {
  for (int l = 0; l < n_lanes; ++l)
    x[l] = std::log(x[l]);
  return x;
}
/// Of positive numbers. A third of the exponent is within 4 %; each step raises the rest, 1 - x y^3, to its fourth power.
inline Lanes inverse_cube_root(Lanes x) {
  using Words = unsigned __attribute__((vector_size(8 * n_lanes)));
  constexpr unsigned third_of_bias = 1430186664;
  Words words = reinterpret_cast<Words>(x);
  words = third_of_bias - words / 3;  // the lower halves become numbers of no matter
  Lanes y = reinterpret_cast<Lanes>(words);
  for (int step = 0; step < 2; ++step) {
    const Lanes rest = 1.0 - x * (y * y * y);
    y += y * (rest * (1.0 / 3 + rest * (2.0 / 9 + rest * (14.0 / 81))));
  }
  return y;
}
inline Lanes minimum(Lanes a, Lanes b) { return a < b ? a : b; }
inline Lanes positive_part(Lanes x) { return x > 0.0 ? x : x * 0.0; }

/// Writes lane l of `n` packs to to[l], n numbers each: blocks of four by four are transposed in registers.
inline void unpack(const Lanes* from, int n, const std::array<double*, n_lanes>& to) {
  static_assert(n_lanes == 4);
  int i = 0;
  for (; i + n_lanes <= n; i += n_lanes) {
    const Lanes *a = from + i, *b = a + 1, *c = a + 2, *d = a + 3;
    const Lanes even01 = __builtin_shufflevector(*a, *b, 0, 4, 2, 6),
                odd01 = __builtin_shufflevector(*a, *b, 1, 5, 3, 7);
    const Lanes even23 = __builtin_shufflevector(*c, *d, 0, 4, 2, 6),
                odd23 = __builtin_shufflevector(*c, *d, 1, 5, 3, 7);
    const auto store = [i](double* row, Lanes numbers) { std::memcpy(row + i, &numbers, sizeof numbers); };
    store(to[0], __builtin_shufflevector(even01, even23, 0, 1, 4, 5));
    store(to[1], __builtin_shufflevector(odd01, odd23, 0, 1, 4, 5));
    store(to[2], __builtin_shufflevector(even01, even23, 2, 3, 6, 7));
    store(to[3], __builtin_shufflevector(odd01, odd23, 2, 3, 6, 7));
  }
  for (; i < n; ++i) {
    for (std::size_t l = 0; l < n_lanes; ++l)
      to[l][i] = from[i][l];
  }
}

}  // namespace spondyl::fem
