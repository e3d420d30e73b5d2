#include "sweep/axis.hpp"

#include <cmath>

namespace spondyl::sweep {

Value Axis::at(double u) const {
  if (distribution) {
    const double x = distribution->quantile(u);
    return is_whole ? std::floor(x) : x;
  }
  double below = 0;
  for (std::size_t i = 0; i + 1 < levels.size(); ++i) {
    below += weights[i];
    if (u < below)
      return levels[i];
  }
  return levels.back();
}

}  // namespace spondyl::sweep
