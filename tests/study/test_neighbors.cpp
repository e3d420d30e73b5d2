// The longer the fusion, the more its neighbor has to do when the spine as a whole moves as before.

#include <catch2/catch.hpp>

#include "figures.hpp"
#include "made_up_result.hpp"
#include "spine_solve.hpp"

namespace {

using namespace spondyl;

constexpr int l2_l3 = 1, l3_l4 = 2, l4_l5 = 3, l5_s1 = 4;

struct Rise {
  double rotation, pressure, stress;  // hybrid over intact at the first mobile level above, less one
  double facet_force;                 // hybrid less intact there, both sides, N
};

class Ladder {
 public:
  Ladder(const spine::Direction& direction, double moment)
      : direction_(direction), intact_(test::neutral_spine(spec_, follower)) {
    before_ = test::turned(intact_, direction_, moment).measures;
  }

  Rise fuse(int first, int last) const {
    const auto operated = test::neutral_spine(test::fused(spec_, first, last), follower);
    const auto after = test::turned(operated, direction_, 0, before_.total_rotation).measures;
    const spine::Level neighbor{first - 1};
    return {after[neighbor].rotation / before_[neighbor].rotation - 1,
            *after[neighbor].intradiscal_pressure / *before_[neighbor].intradiscal_pressure - 1,
            *after[neighbor].annulus_stress / *before_[neighbor].annulus_stress - 1,
            facet_force(after[neighbor]) - facet_force(before_[neighbor])};
  }

 private:
  static constexpr double follower = 400;

  static double facet_force(const spine::LevelMeasures& m) {
    return m.facet_force[0].value() + m.facet_force[1].value();
  }

  spine::SpineSpec spec_ = spine::make_specification(test::shipped_parameters(), spine::Resolution::interactive);
  spine::Direction direction_;
  test::NeutralSpine intact_;
  spine::SpineMeasures before_;
};

void check_climbs(const std::string& setting, std::initializer_list<Rise> ladder) {
  Rise below{0, 0, 0, 0};
  for (const Rise& rise : ladder) {
    test::check_at_least({"Lumbar spine", "neighbor's rotation: rise over that of the step before", setting},
                         rise.rotation - below.rotation, 0.01);
    test::check_at_least({"Lumbar spine", "neighbor's pressure: rise over that of the step before", setting},
                         rise.pressure - below.pressure, 0.01);
    test::check_at_least({"Lumbar spine", "neighbor's annulus stress: rise over that of the step before", setting},
                         rise.stress - below.stress, 0.01);
    below = rise;
  }
}

TEST_CASE("a longer fusion raises the neighbor's rotation, pressure and stress more", "[study][verification]") {
  const Ladder flexion({spine::Axis::flexion, 1}, 5000);
  const Rise l4_l5_alone = flexion.fuse(l4_l5, l4_l5);
  check_climbs("flexion, 5 Nm, L4-L5 < L4-S1 < L3-S1",
               {l4_l5_alone, flexion.fuse(l4_l5, l5_s1), flexion.fuse(l3_l4, l5_s1)});
  check_climbs("flexion, 5 Nm, L4-L5 < L3-L5 < L2-L5",
               {l4_l5_alone, flexion.fuse(l3_l4, l4_l5), flexion.fuse(l2_l3, l4_l5)});
}

TEST_CASE("a longer fusion raises the neighbor's facet force more in extension", "[study][verification]") {
  const Ladder extension({spine::Axis::flexion, -1}, 5000);
  double below = 0;
  for (const Rise& rise : {extension.fuse(l4_l5, l4_l5), extension.fuse(l4_l5, l5_s1), extension.fuse(l3_l4, l5_s1)}) {
    test::check_at_least({"Lumbar spine", "neighbor's facet force: rise over that of the step before, N",
                          "extension, 5 Nm, L4-L5 < L4-S1 < L3-S1"},
                         rise.facet_force - below, 5);
    below = rise.facet_force;
  }
}

// The program fuses at most three levels, so L2-S1 can be no operation; its four discs are filled in the specification.
// The moment is small because L1-L2 alone has to do what five levels did: at 3 Nm it cannot, and the solve says so.
TEST_CASE("L2-S1 raises the rotation and the pressure of L1-L2 more than L3-S1 those of L2-L3",
          "[study][verification]") {
  const Ladder flexion({spine::Axis::flexion, 1}, 2000);
  check_climbs("flexion, 2 Nm, L3-S1 < L2-S1", {flexion.fuse(l3_l4, l5_s1), flexion.fuse(l2_l3, l5_s1)});
}

}  // namespace
