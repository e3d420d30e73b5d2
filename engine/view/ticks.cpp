#include "view/ticks.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace spondyl::view {

double round_below(double value) {
  const double power = std::pow(10.0, std::floor(std::log10(value)));
  for (const double digit : {5.0, 2.0}) {
    if (digit * power <= value * (1 + 1e-12))
      return digit * power;
  }
  return power;
}

std::vector<double> ticks(double low, double high, int wanted) {
  if (!(high > low))
    return {low};
  const double step = round_below((high - low) / std::max(1, wanted - 1));
  std::vector<double> out;
  for (double k = std::ceil(low / step - 1e-9); k * step <= high + 1e-9 * step; ++k)
    out.push_back(k * step);
  return out;
}

double reading_step(double low, double high) {
  const auto places = ticks(low, high, scale_ticks);
  return places.size() > 1 ? 0.1 * (places[1] - places[0]) : 0.1;
}

std::string tick_text(double value, double step) {
  const int decimals = std::clamp(static_cast<int>(std::ceil(-std::log10(step) - 1e-9)), 0, 6);
  char text[32];
  std::snprintf(text, sizeof text, "%.*f", decimals, std::abs(value) < 1e-9 * step ? 0.0 : value);
  return text;
}

}  // namespace spondyl::view
