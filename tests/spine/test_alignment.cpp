#include "spine/alignment.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "plain_spine.hpp"
#include "support.hpp"

namespace {

using namespace spondyl;
using Eigen::Vector3d;
using spine::Vertebra;

TEST_CASE("a spine without wedges and slope stands straight up on the S1 endplate", "[spine][unit]") {
  const spine::Alignment a = spine::align(test::plain_spine());
  CHECK(a.superior_of(Vertebra::S1).origin == Vector3d(0, 0, 0));
  CHECK((a.inferior_of(Vertebra::L5).origin - Vector3d(0, 0, 10)).norm() <= test::round_off(100));
  CHECK((a.body_of(Vertebra::L5).origin - Vector3d(0, 0, 23.5)).norm() <= test::round_off(100));
  CHECK((a.superior_of(Vertebra::L1).origin - Vector3d(0, 0, 5 * 37)).norm() <= test::round_off(1000));
  CHECK(std::abs(spine::lordosis(a)) <= test::round_off());
}

TEST_CASE("a wedge opens forwards by the angle of its heights and turns all that stands on it", "[spine][unit]") {
  spine::SpineSpec spec = test::plain_spine();
  spec.disc(spine::Level{4}).height_anterior = 13;
  spec.disc(spine::Level{4}).height_posterior = 7;
  const spine::Alignment a = spine::align(spec);
  const double wedge = 2 * std::atan(0.5 * 6 / 34);
  CHECK(std::abs(spine::lordosis(a) - wedge) <= test::round_off());
  CHECK(a.superior_of(Vertebra::L1).axes.col(2).x() < 0);  // leans back
  // The edges of the two plates are the stated heights apart.
  const auto edge = [&](const spine::Frame& f, double x) { return f({x, 0, 0}); };
  const spine::Frame &below = a.superior_of(Vertebra::S1), &above = a.inferior_of(Vertebra::L5);
  CHECK(std::abs((edge(above, 17) - edge(below, 17)).norm() - 13) < 0.02);
  CHECK(std::abs((edge(above, -17) - edge(below, -17)).norm() - 7) < 0.02);
}

TEST_CASE("the sacral slope turns the whole spine about the S1 endplate", "[spine][unit]") {
  spine::SpineSpec spec = test::plain_spine();
  spec.disc(spine::Level{2}).height_anterior = 14;
  const spine::Alignment upright = spine::align(spec);
  spec.sacral_slope = 0.6;
  const spine::Alignment tilted = spine::align(spec);
  const Eigen::AngleAxisd turn(0.6, Vector3d::UnitY());
  for (const Vertebra v : spine::all_vertebrae) {
    CHECK((tilted.body_of(v).origin - turn * upright.body_of(v).origin).norm() <= test::round_off(1000));
    CHECK((tilted.body_of(v).axes - turn * upright.body_of(v).axes).norm() <= test::round_off(10));
  }
  CHECK(std::abs(spine::lordosis(tilted) - spine::lordosis(upright)) <= test::round_off());
}

}  // namespace
