// The path of the follower load: what it leaves on the shipped spine, and that the fit finds it from anywhere.

#include "study/follower_fit.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "core/units.hpp"
#include "figures.hpp"
#include "made_up_result.hpp"
#include "study/parameter_file.hpp"

namespace {

using namespace spondyl;

double largest_deg(const std::array<double, spine::n_levels>& rotation) {
  double largest = 0;
  for (double r : rotation)
    largest = std::max(largest, std::abs(r));
  return core::degrees(largest);
}

TEST_CASE("the follower load hardly turns a level of the shipped spine", "[study][verification]") {
  const auto spec = spine::make_specification(test::shipped_parameters(), spine::Resolution::interactive);
  test::check_at_most({"Follower load", "largest rotation of a level, deg", "600 N alone"},
                      largest_deg(study::rest_rotation(spec, 600, 1)), 0.5);
  test::check_at_most({"Follower load", "largest rotation of a level, deg", "1200 N alone"},
                      largest_deg(study::rest_rotation(spec, 1200, 1)), 1.0);
}

TEST_CASE("a displaced path of the follower load bends the spine, and the fit finds it again",
          "[study][verification]") {
  auto spec = spine::make_specification(test::shipped_parameters(), spine::Resolution::interactive);
  std::array<double, spine::n_levels> shipped{};
  for (std::size_t k = 0; k < shipped.size(); ++k) {
    shipped[k] = spec.discs[k].follower_offset;
    spec.discs[k].follower_offset += k % 2 ? 0.03 : -0.03;
  }
  const study::FollowerFit fit = study::fit_follower_path(spec, study::follower_fit_force, 1);
  CHECK(fit.rounds <= 6);
  CHECK(core::degrees(fit.largest_rotation()) <= 0.01);
  for (std::size_t k = 0; k < shipped.size(); ++k)
    CHECK(fit.offset[k] == Approx(shipped[k]).margin(5e-4));
}

}  // namespace
