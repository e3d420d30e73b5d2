// Grades of degeneration on the shipped spine: what they change, and what that does to motion.

#include "spine/degeneration.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

#include "error_of.hpp"
#include "figures.hpp"
#include "made_up_result.hpp"
#include "spine_solve.hpp"

namespace {

using namespace spondyl;
using spine::Level;

constexpr Level l34{2};
constexpr double degree = std::numbers::pi / 180;

spine::SpineSpec graded(double grade, const core::ParameterTable& table = test::shipped_parameters()) {
  core::ParameterTable changed = table;
  changed.set("anatomy.L3-L4.degeneration_grade", grade);
  return spine::make_specification(changed, spine::Resolution::interactive);
}

bool same(const spine::DiscSpec& a, const spine::DiscSpec& b) {
  const spine::FiberSpec &f = a.tissue.fiber, &g = b.tissue.fiber;
  return a.height_anterior == b.height_anterior && a.height_posterior == b.height_posterior &&
         a.nucleus_fraction == b.nucleus_fraction && a.facet_gap == b.facet_gap &&
         a.tissue.nucleus_bulk == b.tissue.nucleus_bulk && a.tissue.nucleus_c10 == b.tissue.nucleus_c10 &&
         a.tissue.annulus_c10 == b.tissue.annulus_c10 && a.tissue.annulus_bulk == b.tissue.annulus_bulk &&
         f.slack_anterior == g.slack_anterior && f.angle_outer_anterior == g.angle_outer_anterior;
}

TEST_CASE("grade 0 is the undegenerated disc, a grade changes its own disc and no other", "[study][unit]") {
  core::ParameterTable absurd = test::shipped_parameters();  // so that any use of grade 1 would be seen
  absurd.set("degeneration.grade_1.disc_height_ratio", 0.1);
  const spine::SpineSpec healthy = graded(0), untouched = graded(0, absurd), severe = graded(3);
  for (const Level level : spine::all_levels) {
    CHECK(same(healthy.disc(level), untouched.disc(level)));
    CHECK(same(healthy.disc(level), severe.disc(level)) == (level != l34));
    CHECK((healthy.ligament(level, spine::Ligament::ALL).stiffness ==
           severe.ligament(level, spine::Ligament::ALL).stiffness) == (level != l34));
  }
}

TEST_CASE("every step of the grade goes the same way and nothing jumps", "[study][unit]") {
  constexpr double step = 0.01;
  spine::SpineSpec before = graded(0);
  for (int k = 1; k <= 300; ++k) {
    const spine::SpineSpec now = graded(step * k);
    const spine::DiscSpec &a = before.disc(l34), &b = now.disc(l34);
    CAPTURE(k);
    CHECK(b.height_anterior < a.height_anterior);
    CHECK(b.height_anterior > 0.98 * a.height_anterior);
    CHECK(b.nucleus_fraction < a.nucleus_fraction);
    CHECK(b.tissue.nucleus_bulk < a.tissue.nucleus_bulk);
    CHECK(b.tissue.nucleus_c10 > a.tissue.nucleus_c10);
    CHECK(b.tissue.annulus_c10 <= a.tissue.annulus_c10);
    CHECK(b.tissue.fiber.slack_posterior > a.tissue.fiber.slack_posterior);
    CHECK(b.tissue.fiber.angle_inner_posterior < a.tissue.fiber.angle_inner_posterior);
    CHECK(now.ligament(l34, spine::Ligament::ALL).stiffness > before.ligament(l34, spine::Ligament::ALL).stiffness);
    before = now;
  }
}

TEST_CASE("a nucleus softer than the published ones is not stiffened by a grade", "[study][unit]") {
  core::ParameterTable soft = test::shipped_parameters();
  soft.set("tissue.nucleus.bulk_modulus_MPa", 8);
  CHECK(graded(1, soft).disc(l34).tissue.nucleus_bulk == 8);
  CHECK(graded(3, soft).disc(l34).tissue.nucleus_bulk < 8);
}

TEST_CASE("a grade outside 0 to 3 is refused with its level", "[study][unit]") {
  const core::Error error = test::error_of([] { graded(3.5); });
  CHECK(error.code() == core::ErrorCode::bad_input);
  CHECK_THAT(error.what(), Catch::Contains("L3-L4") && Catch::Contains("from 0 to 3"));
}

// 203 segments, 7.5 Nm: from grade 0 to 3 flexion with extension fell by 3.1 deg and bending to both sides by 3.4 deg.
TEST_CASE("rotation falls with the grade in flexion, extension and bending, as in Kettler 2011",
          "[study][validation]") {
  constexpr spine::Direction flexion{spine::Axis::flexion, 1}, extension{spine::Axis::flexion, -1},
      bending{spine::Axis::lateral, 1};
  double flexion_extension[3], both_sides[3];
  constexpr double grades[3] = {0, 1.5, 3};
  for (std::size_t k = 0; k < 3; ++k) {
    const test::NeutralSpine spine = test::neutral_spine(graded(grades[k]), 0);
    const auto rotation = [&](const spine::Direction& direction) {
      return test::turned(spine, direction, 7500).measures[l34].rotation / degree;
    };
    flexion_extension[k] = rotation(flexion) + rotation(extension);
    both_sides[k] = 2 * rotation(bending);
  }
  CHECK(flexion_extension[1] < flexion_extension[0]);
  CHECK(flexion_extension[2] < flexion_extension[1]);
  CHECK(both_sides[1] < both_sides[0]);
  CHECK(both_sides[2] < both_sides[1]);
  const test::Figure fall{"Degeneration", "rotation lost from grade 0 to 3, flexion and extension, deg (published 3.1)",
                          "L3-L4 of the default spine, 7.5 Nm, no follower load"};
  test::check_at_least(fall, flexion_extension[0] - flexion_extension[2], 1.5);
  test::Figure of_bending = fall;
  of_bending.quantity = "rotation lost from grade 0 to 3, bending to both sides, deg (published 3.4)";
  test::check_at_least(of_bending, both_sides[0] - both_sides[2], 1.5);
}

}  // namespace
