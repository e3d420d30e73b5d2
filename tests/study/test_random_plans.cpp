// Whatever plan is not refused can be solved, whatever patient it meets.

#include <catch2/catch.hpp>
#include <cmath>
#include <optional>

#include "core/error.hpp"
#include "made_up_result.hpp"
#include "random_plan.hpp"
#include "spine_solve.hpp"
#include "study/experiment.hpp"

namespace {

using namespace spondyl;

/// Nothing if it is refused.
std::optional<surgery::Operated> operated(test::RandomPlan& plan) {
  core::ParameterTable patient = test::shipped_parameters();
  plan.draw_patient(patient);
  try {
    return surgery::operate(spine::make_specification(patient, spine::Resolution::interactive), plan.operations,
                            surgery::make_conditions(patient, plan.healing));
  } catch (const core::Error& error) {
    if (error.code() != core::ErrorCode::bad_input)
      throw;
    return std::nullopt;
  }
}

/// Each under the follower load and 7.5 Nm in a direction of its own.
void check_plans(int n, std::uint64_t first_seed) {
  int n_solved = 0;
  for (std::uint64_t seed = first_seed; n_solved < n; ++seed) {
    CAPTURE(seed);
    test::RandomPlan plan(seed);
    const auto patient = operated(plan);
    if (!patient)
      continue;
    ++n_solved;
    const auto load_case = study::rotation_cases[seed % study::rotation_cases.size()];
    CAPTURE(name(load_case), patient->record);
    const test::SolvedSpine solved =
        test::turned(test::neutral_spine(patient->spec, 400), study::direction(load_case), 7500);
    for (const spine::LevelMeasures& level : solved.measures.levels)
      CHECK((std::isfinite(level.rotation) && std::isfinite(level.endplate_stress.value())));
  }
}

TEST_CASE("fifteen random plans that are not refused can be solved", "[study][verification]") { check_plans(15, 0); }
TEST_CASE("fifteen more random plans can be solved", "[study][verification]") { check_plans(15, 1000); }

// An hour: scripts/test -C slow -L slow
TEST_CASE("three hundred random plans that are not refused can be solved", "[study][slow]") { check_plans(300, 0); }

}  // namespace
