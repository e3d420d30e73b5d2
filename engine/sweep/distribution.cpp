#include "sweep/distribution.hpp"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>

namespace spondyl::sweep {
namespace {

// Keeps a share that rounding has pushed to the end of the scale away from infinity.
double inside(double u) { return std::clamp(u, 1e-300, 1 - 0x1p-53); }

/// Of a normal distribution truncated to [low, high], all in standard deviations.
double truncated(double u, double low, double high) {
  const double below = normal_share(low), above = normal_share(high);
  return std::clamp(normal_quantile(below + u * (above - below)), low, high);
}

}  // namespace

double normal_quantile(double u) { return boost::math::quantile(boost::math::normal(), inside(u)); }

double normal_share(double z) {
  if (std::isinf(z))
    return z > 0 ? 1 : 0;
  return boost::math::cdf(boost::math::normal(), z);
}

double Distribution::quantile(double u) const {
  switch (kind) {
    case Kind::uniform:
      break;
    case Kind::normal:
      return std::clamp(center + spread * truncated(u, (low - center) / spread, (high - center) / spread), low, high);
    case Kind::log_normal: {
      const double sd = std::log(spread);
      const auto score = [&](double x) { return x > 0 ? std::log(x / center) / sd : -INFINITY; };
      return std::clamp(center * std::exp(sd * truncated(u, score(low), score(high))), std::max(low, 0.0), high);
    }
  }
  return std::clamp(low + u * (high - low), low, high);
}

}  // namespace spondyl::sweep
