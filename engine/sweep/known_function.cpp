#include "sweep/known_function.hpp"

#include <cmath>

namespace spondyl::sweep {

const std::array<KnownFunction, 2>& known_functions() {
  static const std::array<KnownFunction, 2> all{
      {{"ishigami", 3,
        [](std::span<const double> x) {
          const double s = std::sin(x[1]);
          return std::sin(x[0]) + 7 * s * s + 0.1 * x[2] * x[2] * x[2] * x[2] * std::sin(x[0]);
        }},
       {"linear", 3, [](std::span<const double> x) { return x[0] + 2 * x[1] + 3 * x[2]; }}}};
  return all;
}

}  // namespace spondyl::sweep
