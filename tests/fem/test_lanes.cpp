#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "fem/lanes.hpp"
#include "support.hpp"

using namespace spondyl::fem;

TEST_CASE("the inverse cube root of lanes is that of their numbers", "[fem][unit]") {
  double largest_error = 0;
  for (double x = 1e-12; x < 1e12; x *= 1.0371) {
    const Lanes root = inverse_cube_root(Lanes{x, 1.7 * x, 1.0, 8 * x});
    const double expected[n_lanes] = {inverse_cube_root(x), inverse_cube_root(1.7 * x), 1.0,
                                      0.5 * inverse_cube_root(x)};
    for (int l = 0; l < n_lanes; ++l)
      largest_error = std::max(largest_error, std::abs(root[l] / expected[l] - 1));
  }
  CHECK(largest_error <= 1e-15);
}
