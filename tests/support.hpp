// The tolerances of all tests, by name (CONTRIBUTING.md says which to use when), and the three measurements they apply
// to: relative error, Taylor slope, convergence rate. All comparisons read `measured <= tier` or `measured >= tier`, so
// that SPONDYL_TEST_TOLERANCE_SCALE=0 makes every one of them fail and print what was measured.

#pragma once

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <initializer_list>
#include <iterator>
#include <limits>
#include <type_traits>

namespace spondyl::test {

inline constexpr double infinity = std::numeric_limits<double>::infinity();

inline double tolerance_scale() {
  const char* text = std::getenv("SPONDYL_TEST_TOLERANCE_SCALE");
  return text == nullptr ? 1.0 : std::atof(text);
}

// A stated tolerance (the `benchmark` tier: each case names its own), loosened or tightened by the environment.
// At scale 0 it is negative, which not even an exact result meets.
inline double scaled(double tolerance) {
  const double scale = tolerance_scale();
  return scale > 0.0 ? tolerance * scale : -1.0;
}

// Identities that hold but for rounding; `size` is the number of terms summed, where that is large.
inline double round_off(double size = 1.0) { return scaled(1e-12 * std::max(1.0, size)); }

// A stored result of our own past, computed with this solver tolerance.
inline double golden(double solver_tolerance) { return scaled(10.0 * solver_tolerance); }

// A Taylor remainder must shrink at least with this power of the step.
inline double derivative_slope() { return tolerance_scale() > 0.0 ? 2.0 - scaled(0.1) : infinity; }

// An observed order of convergence must reach theory less a margin for meshes that are not yet fine.
inline double convergence_rate(double theory) { return tolerance_scale() > 0.0 ? theory - scaled(0.15) : infinity; }

// |computed - exact| over |exact|, or over `least` where exact is smaller than that. Numbers or Eigen matrices.
template <typename A, typename B>
double relative_error(const A& computed, const B& exact, double least = std::numeric_limits<double>::min()) {
  if constexpr (std::is_arithmetic_v<A>) {
    return std::abs(double(computed) - double(exact)) / std::max(std::abs(double(exact)), least);
  } else {
    return (computed - exact).norm() / std::max(exact.norm(), least);
  }
}

// The power of h with which remainder(h) = |f(x + h d) - f(x) - h f'(x) d| vanishes: the worse of the two slopes between
// the steps h, h/10 and h/100. `magnitude` is the size of the numbers that were subtracted from one another. A remainder
// that is nothing but their rounding cannot shrink further and counts as exact (slope infinity): linear functions pass.
template <typename Remainder>
double taylor_slope(const Remainder& remainder, double first_step, double magnitude) {
  constexpr double ratio = 10.0;
  const double rounding = 1e3 * std::numeric_limits<double>::epsilon() * magnitude;
  double slope = infinity;
  double coarse = remainder(first_step);
  for (const double step : {first_step / ratio, first_step / (ratio * ratio)}) {
    const double fine = remainder(step);
    if (!std::isfinite(coarse) || !std::isfinite(fine)) {
      return -infinity;
    }
    if (fine > rounding) {
      slope = std::min(slope, std::log(coarse / fine) / std::log(ratio));
    }
    coarse = fine;
  }
  return slope;
}

// The observed order of convergence: the worst over successive errors on meshes refined by `ratio` each time.
inline double observed_rate(std::initializer_list<double> errors, double ratio = 2.0) {
  double rate = infinity;
  for (auto error = errors.begin(); std::next(error) < errors.end(); ++error) {
    rate = std::min(rate, std::log(*error / *std::next(error)) / std::log(ratio));
  }
  return rate;
}

}  // namespace spondyl::test
