// What a sample says about the distribution it was drawn from, with 95 % confidence intervals.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace spondyl::sweep {

struct Interval {
  double low = 0, high = 0;
};

/// Infinite where the sample is too small to bound it.
struct Estimate {
  double value = 0;
  Interval interval;
};

inline constexpr std::array<double, 5> summary_shares{0.05, 0.25, 0.5, 0.75, 0.95};

struct Summary {
  std::size_t n = 0;
  Estimate mean;  ///< Student's interval
  double sd = 0;
  /// At summary_shares; intervals between order statistics (Conover 1999, section 3.2), whatever the distribution.
  std::array<Estimate, summary_shares.size()> percentiles;
};

/// Of at least one number.
Summary summarize(std::vector<double> sample);

/// The value below which the share lies, interpolated between order statistics (type 7 of Hyndman and Fan 1996).
double percentile(const std::vector<double>& sorted, double share);

}  // namespace spondyl::sweep
