// Several elements at once: a compiler vector with one element in each lane. Kernels are written once for a number
// type T and run with T = Lanes; the last pack of a block is filled up with copies of its last element.
#pragma once

#include <cmath>

namespace spondyl::fem {

inline constexpr int n_lanes = 4;
using Lanes = double __attribute__((vector_size(8 * n_lanes)));

inline double square_root(double x) { return std::sqrt(x); }
inline double logarithm(double x) { return std::log(x); }
inline double cube_root(double x) { return std::cbrt(x); }
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
inline Lanes cube_root(Lanes x) {
  for (int l = 0; l < n_lanes; ++l)
    x[l] = std::cbrt(x[l]);
  return x;
}
inline Lanes minimum(Lanes a, Lanes b) { return a < b ? a : b; }
inline Lanes positive_part(Lanes x) { return x > 0.0 ? x : x * 0.0; }

}  // namespace spondyl::fem
