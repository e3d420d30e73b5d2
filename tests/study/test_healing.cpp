// The schedule of healing against the rows it was made from, and the shape it must have.

#include "surgery/healing.hpp"

#include <catch2/catch.hpp>

#include "error_of.hpp"
#include "operating_table.hpp"

namespace {

using namespace spondyl;
using namespace spondyl::surgery;

const HealingSchedule& schedule() {
  static const HealingSchedule s = make_healing_schedule(test::shipped_parameters());
  return s;
}

TEST_CASE("graft has the published moduli at the months of the table", "[surgery][unit]") {
  struct Row {
    double months, low, central, high;
  };
  for (const Row& row : {Row{0, 0.2, 1, 10}, Row{1.5, 0.2, 1, 10}, Row{3, 2, 20, 100}, Row{6, 50, 500, 1000},
                         Row{12, 500, 2000, 6000}, Row{24, 1000, 4000, 12000}}) {
    CHECK(schedule().interbody_modulus({row.months, Union::solid, Course::low}) == Approx(row.low));
    CHECK(schedule().interbody_modulus({row.months, Union::solid, Course::central}) == Approx(row.central));
    CHECK(schedule().interbody_modulus({row.months, Union::solid, Course::high}) == Approx(row.high));
  }
}

TEST_CASE("graft never softens, courses never cross, and bone beside the spine comes later", "[surgery][unit]") {
  for (const Union outcome : {Union::solid, Union::delayed, Union::non_union}) {
    double before = 0, bond = 0;
    for (double months = 0; months <= max_months; months += 0.25) {
      const Healing now{months, outcome, Course::central};
      const double modulus = schedule().interbody_modulus(now);
      CHECK(modulus >= before);
      CHECK(schedule().interbody_modulus({months, outcome, Course::low}) < modulus);
      CHECK(schedule().interbody_modulus({months, outcome, Course::high}) > modulus);
      CHECK(schedule().posterolateral_modulus(now) <= modulus);
      CHECK(schedule().bonding(now) >= bond);
      CHECK(schedule().bonding(now) <= 1);
      before = modulus;
      bond = schedule().bonding(now);
    }
  }
  for (double months = 6; months <= max_months; months += 1) {
    CHECK(schedule().posterolateral_modulus({months, Union::solid, Course::central}) ==
          Approx(schedule().interbody_modulus({months - 6, Union::solid, Course::central})));
  }
}

TEST_CASE("the schedule is continuous: a day changes the modulus by a few per cent", "[surgery][unit]") {
  for (double months = 0; months < max_months; months += 1.0 / 30) {
    const double now = schedule().interbody_modulus({months, Union::solid, Course::central});
    const double tomorrow = schedule().interbody_modulus({months + 1.0 / 30, Union::solid, Course::central});
    CHECK(tomorrow / now < 1.08);  // a factor of 20 in 45 days at the steepest is 7 % a day
  }
}

TEST_CASE("a non-union stays fibrous, a delayed union catches up", "[surgery][unit]") {
  const auto at = [](double months, Union outcome) {
    return schedule().interbody_modulus({months, outcome, Course::central});
  };
  CHECK(at(24, Union::non_union) == Approx(5));
  CHECK(at(0, Union::non_union) == Approx(at(0, Union::solid)));
  CHECK(schedule().bonding({24, Union::non_union, Course::central}) == 0);
  CHECK(at(6, Union::delayed) < 0.1 * at(6, Union::solid));
  CHECK(at(18, Union::delayed) == Approx(at(12, Union::solid)));
}

TEST_CASE("healing reaches every graft and cage of a plan, and an operation's own counts first", "[surgery][unit]") {
  Fusion old = test::fusion({test::l4_l5}, Approach::plif);
  old.healing = Healing{24, Union::solid, Course::central};
  const test::Plan plan{old, test::fusion({test::l2_l3}, Approach::plf)};
  const auto spec = test::operate(plan, {3, Union::delayed, Course::central}).spec;
  CHECK(spec.implants.cages[3][0].bonding == 1);
  CHECK(spec.implants.cages[3][0].graft_modulus == Approx(4000));
  CHECK(spec.implants.interbody_graft_modulus[3] == Approx(4000));
  CHECK(spec.implants.posterolateral_grafts[0].modulus == Approx(1));
}

TEST_CASE("a schedule that goes back in time is refused", "[surgery][unit]") {
  core::ParameterTable table = test::shipped_parameters();
  table.set("healing.graft.immature.months", 20);
  CHECK(test::error_of([&] { make_healing_schedule(table); }).where().key == "healing.graft.bridged.months");
}

}  // namespace
