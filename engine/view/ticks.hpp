// Round numbers for scales.
#pragma once

#include <string>
#include <vector>

namespace spondyl::view {

/// 1, 2 or 5 times a power of ten: the largest not above `value` (> 0).
double round_below(double value);

/// Multiples of a round step within a range, about `wanted` of them.
std::vector<double> ticks(double low, double high, int wanted);

/// A tenth of the step between the ticks of a scale of so many: to this values beside it are written.
inline constexpr int scale_ticks = 6;
double reading_step(double low, double high);

/// With as many decimals as the step between ticks needs.
std::string tick_text(double value, double step);

}  // namespace spondyl::view
