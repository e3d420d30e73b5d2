// A random number, as its quantile function: designs give shares of probability, axes turn them into values.
#pragma once

#include <limits>

namespace spondyl::sweep {

/// Truncated to [low, high]: what would lie outside is drawn again, so that the shape inside stays.
struct Distribution {
  enum class Kind { uniform, normal, log_normal };
  Kind kind = Kind::uniform;
  double center = 0;  ///< mean of a normal, median of a log-normal
  double spread = 1;  ///< standard deviation; of a log-normal the factor between median and the 84th percentile
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();

  /// The value below which the share u of all values lies; 0 < u < 1.
  double quantile(double u) const;
};

/// Of the standard normal distribution.
double normal_quantile(double u);
double normal_share(double z);

}  // namespace spondyl::sweep
