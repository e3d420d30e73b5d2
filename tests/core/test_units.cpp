#include "core/units.hpp"

#include <cmath>
#include <numbers>

#include <catch2/catch.hpp>

#include "support.hpp"

namespace {

using namespace spondyl::core;

double difference(double ours, double expected) { return std::abs(ours - expected) / std::abs(expected); }

TEST_CASE("literals convert to mm, N, MPa, N·mm, rad and s", "[core][unit]") {
  CHECK(7.5_Nm == 7500.0);
  CHECK(10_Nm == 10000.0);
  CHECK(500.0_N == 500.0);
  CHECK(400_N == 400.0);
  CHECK(12.5_mm == 12.5);
  CHECK(110_GPa == 110000.0);
  CHECK(0.18_MPa == 0.18);
  CHECK(difference(180_deg, std::numbers::pi) <= spondyl::test::round_off());
  CHECK(difference(std::sin(30.0_deg), 0.5) <= spondyl::test::round_off());
  CHECK(difference(12_months, 365.25 * 24 * 3600) <= spondyl::test::round_off());
}

TEST_CASE("conversions at the edges undo each other", "[core][unit]") {
  CHECK(difference(degrees(radians(36.3)), 36.3) <= spondyl::test::round_off());
  CHECK(difference(newton_meters(newton_millimeters(7.5)), 7.5) <= spondyl::test::round_off());
  CHECK(newton_meters(7500.0) == 7.5);
}

}  // namespace
