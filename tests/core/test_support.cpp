// The measurements all other tests rely on.

#include "support.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace spondyl::test;

namespace {

// Remainder of f(x) = sin(x) at x = 1 with the given derivative.
auto sine_remainder(double derivative) {
  return [derivative](double h) { return std::abs(std::sin(1.0 + h) - std::sin(1.0) - h * derivative); };
}

}  // namespace

TEST_CASE("a correct derivative has Taylor slope two", "[core][unit]") {
  const double slope = taylor_slope(sine_remainder(std::cos(1.0)), 1e-2, 1.0);
  CHECK(slope >= derivative_slope());
  CHECK(slope <= 2.1);
}

TEST_CASE("a derivative wrong in the sixth digit has a Taylor slope below two", "[core][unit]") {
  CHECK(taylor_slope(sine_remainder(std::cos(1.0) * (1.0 + 1e-5)), 1e-3, 1.0) < 1.9);
}

TEST_CASE("a linear function counts as exact", "[core][unit]") {
  const auto remainder = [](double h) { return std::abs(3e6 * (0.1 + h) - 3e6 * 0.1 - 3e6 * h); };
  CHECK(taylor_slope(remainder, 1e-2, 3e5) == infinity);
}

TEST_CASE("a remainder that is not a number is no slope", "[core][unit]") {
  CHECK(taylor_slope([](double) { return std::nan(""); }, 1e-2, 1.0) == -infinity);
}

TEST_CASE("halving the mesh with a quarter of the error is order two", "[core][unit]") {
  CHECK(observed_rate({4.0, 1.0, 0.25}) == Approx(2.0));
  CHECK(observed_rate({4.0, 1.0, 0.5}) == Approx(1.0));
}
