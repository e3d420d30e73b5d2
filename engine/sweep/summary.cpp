#include "sweep/summary.hpp"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>
#include <numeric>

namespace spondyl::sweep {
namespace {

constexpr double tail = 0.025;
constexpr double infinity = std::numeric_limits<double>::infinity();

/// The number of values below the true percentile is binomial: the order statistics that enclose it in 95 %.
Interval order_interval(const std::vector<double>& sorted, double share) {
  const auto n = static_cast<double>(sorted.size());
  const boost::math::binomial below(n, share);
  const auto at_most = [&](double k) { return k < 0 ? 0 : boost::math::cdf(below, k); };
  double low = std::floor(n * share), high = std::floor(n * share);
  while (low >= 0 && at_most(low - 1) > tail)
    --low;
  while (high < n && at_most(high) < 1 - tail)
    ++high;
  Interval out{-infinity, infinity};
  if (low >= 1)
    out.low = sorted[static_cast<std::size_t>(low) - 1];
  if (high < n)
    out.high = sorted[static_cast<std::size_t>(high)];
  return out;
}

}  // namespace

double percentile(const std::vector<double>& sorted, double share) {
  const double place = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  if (below + 1 >= sorted.size())
    return sorted.back();
  return sorted[below] + (place - static_cast<double>(below)) * (sorted[below + 1] - sorted[below]);
}

Summary summarize(std::vector<double> sample) {
  std::sort(sample.begin(), sample.end());
  const auto n = static_cast<double>(sample.size());
  Summary out;
  out.n = sample.size();
  out.mean.value = std::accumulate(sample.begin(), sample.end(), 0.0) / n;
  out.mean.interval = {-infinity, infinity};
  double squares = 0;
  for (const double x : sample)
    squares += (x - out.mean.value) * (x - out.mean.value);
  if (sample.size() > 1) {
    out.sd = std::sqrt(squares / (n - 1));
    const double t = boost::math::quantile(boost::math::students_t(n - 1), 1 - tail);
    const double half = t * out.sd / std::sqrt(n);
    out.mean.interval = {out.mean.value - half, out.mean.value + half};
  }
  for (std::size_t k = 0; k < summary_shares.size(); ++k)
    out.percentiles[k] = {percentile(sample, summary_shares[k]), order_interval(sample, summary_shares[k])};
  return out;
}

}  // namespace spondyl::sweep
