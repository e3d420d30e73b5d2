#include "study/experiment.hpp"

#include <cmath>

#include <catch2/catch.hpp>

#include "error_of.hpp"
#include "made_up_result.hpp"
#include "study/result.hpp"
#include "support.hpp"
#include "surgery/sagittal_shape.hpp"

namespace {

using namespace spondyl;
using study::LoadCase;
using study::Protocol;

// Small enough for a test: no follower load, little moment.
study::Experiment small_experiment() {
  study::Experiment experiment = test::fusion_experiment();
  experiment.parameters.set("load.follower_N", 0);
  experiment.parameters.set("load.moment_Nm", 0.5);
  experiment.loads.cases = {LoadCase::flexion, LoadCase::axial_rotation_left};
  return experiment;
}

const study::ExperimentResult& solved() {
  static const study::ExperimentResult result = study::run(small_experiment(), 2).value();
  return result;
}

std::string json_of(const study::ExperimentResult& result) {
  return study::result_json(result, study::provenance_of(study::Scene{}, small_experiment(), 1, 0));
}

TEST_CASE("directions of the load cases are right-handed", "[study][unit]") {
  const auto is = [](LoadCase load_case, spine::Axis axis, double sign) {
    const spine::Direction d = study::direction(load_case);
    return d.axis == axis && d.sign == sign;
  };
  CHECK(is(LoadCase::flexion, spine::Axis::flexion, 1));
  CHECK(is(LoadCase::extension, spine::Axis::flexion, -1));
  CHECK(is(LoadCase::lateral_bending_left, spine::Axis::lateral, -1));
  CHECK(is(LoadCase::lateral_bending_right, spine::Axis::lateral, 1));
  CHECK(is(LoadCase::axial_rotation_left, spine::Axis::axial, 1));
  CHECK(is(LoadCase::axial_rotation_right, spine::Axis::axial, -1));
}

TEST_CASE("every state, protocol and case is solved and in equilibrium", "[study][verification]") {
  REQUIRE(solved().states.size() == 2);
  CHECK(solved().converged());
  for (const study::StateResult& state : solved().states) {
    CHECK(state.cases.size() == 4);
    for (const study::CaseResult& c : state.cases) {
      CAPTURE(state.name, name(c.load_case), name(c.protocol));
      CHECK(c.measures.equilibrium_error <= test::scaled(1e-6));
      CHECK(c.measures.total_rotation > 0);
    }
  }
}

TEST_CASE("load control keeps the moment, hybrid the intact rotation with a larger moment", "[study][verification]") {
  const study::StateResult& intact = *solved().find("intact");
  const study::StateResult& operated = *solved().find("operated");
  for (const LoadCase load_case : small_experiment().loads.cases) {
    CAPTURE(name(load_case));
    const auto& before = *intact.find(load_case, Protocol::load_control);
    const auto& same_moment = *operated.find(load_case, Protocol::load_control);
    const auto& same_motion = *operated.find(load_case, Protocol::hybrid);
    CHECK(before.moment == 500);
    CHECK(same_moment.moment == 500);
    CHECK(same_moment.measures.total_rotation < before.measures.total_rotation);
    CHECK(test::relative_error(same_motion.measures.total_rotation, before.measures.total_rotation) <=
          test::scaled(1e-3));
    CHECK(same_motion.moment > 500);
    CHECK(intact.find(load_case, Protocol::hybrid)->measures.total_rotation == before.measures.total_rotation);
    for (const int neighbor : {2, 4}) {
      const spine::Level level{neighbor};
      CHECK(same_motion.measures[level].rotation > before.measures[level].rotation);
    }
  }
}

TEST_CASE("result.json has the same bytes for 1, 2 and 4 threads", "[study][determinism]") {
  const std::string on_two = json_of(solved());
  for (const int threads : {1, 4})
    CHECK((json_of(study::run(small_experiment(), threads).value()) == on_two));
}

TEST_CASE("displacement control turns both spines by what is given", "[study][verification]") {
  study::Experiment experiment = small_experiment();
  experiment.loads.cases = {LoadCase::flexion};
  experiment.loads.protocols = {Protocol::displacement_control};
  experiment.loads.rotation_rad = 0.02;
  const auto result = study::run(experiment, 2).value();
  CHECK(result.converged());
  for (const study::StateResult& state : result.states)
    CHECK(test::relative_error(state.cases.front().measures.total_rotation, 0.02) <= test::scaled(1e-6));
}

TEST_CASE("who stands is compressed, keeps the lordosis and leans on the facets, left as much as right",
          "[study][verification]") {
  study::Experiment experiment = small_experiment();
  experiment.plans.clear();
  experiment.loads.cases = {LoadCase::compression, LoadCase::standing};
  experiment.loads.protocols = {Protocol::load_control};
  experiment.parameters.set("load.compression_N", experiment.parameters.value("load.standing_N"));
  const auto result = study::run(experiment, 2).value();
  REQUIRE(result.converged());
  const auto& lying = *result.states[0].find(LoadCase::compression, Protocol::load_control);
  const auto& standing = *result.states[0].find(LoadCase::standing, Protocol::load_control);
  CHECK(standing.measures.total_rotation == Approx(study::standing_extension(experiment.parameters)).epsilon(1e-6));
  CHECK(standing.moment > 0);
  CHECK(standing.measures.equilibrium_error <= test::scaled(1e-6));
  const auto facet_force = [](const study::CaseResult& c, std::size_t side) {
    double sum = 0;
    for (const spine::Level level : spine::all_levels)
      sum += c.measures[level].facet_force[side].value();
    return sum;
  };
  CHECK(facet_force(standing, 0) == Approx(facet_force(standing, 1)).epsilon(1e-6));
  CHECK(facet_force(standing, 0) > facet_force(lying, 0));
}

TEST_CASE("who stands after a fusion has the lordosis of before: the mobile levels make up for the cage",
          "[study][verification]") {
  study::Experiment experiment = small_experiment();
  experiment.loads.cases = {LoadCase::standing};
  experiment.loads.protocols = {Protocol::load_control};
  experiment.plans.clear();
  for (const double lordosis : {0.0, 0.3}) {
    surgery::Fusion fusion;
    fusion.levels = {spine::Level{3}};
    fusion.approach = surgery::Approach::tlif;
    fusion.sides = surgery::Sides::left;
    fusion.cage.lordosis = lordosis;
    fusion.hardware.reset();
    experiment.plans.push_back({lordosis > 0 ? "steep" : "flat", {fusion}, {}});
  }
  const auto result = study::run(experiment, 2).value();
  REQUIRE(result.converged());
  // L1 against S1 in space: the shape of each spine plus what it turned. Extension is lordosis.
  const auto lordosis = [&](const study::StateResult& state) {
    const auto& c = *state.find(LoadCase::standing, Protocol::load_control);
    return surgery::lordosis_change(state.spine->spec) + c.measures.total_rotation;
  };
  const auto neighbors = [&](const study::StateResult& state) {
    const auto& c = *state.find(LoadCase::standing, Protocol::load_control);
    return c.measures[spine::Level{2}].rotation + c.measures[spine::Level{4}].rotation;
  };
  CHECK(lordosis(result.states[1]) == Approx(lordosis(result.states[0])).epsilon(1e-6));
  CHECK(lordosis(result.states[2]) == Approx(lordosis(result.states[0])).epsilon(1e-6));
  CHECK(neighbors(result.states[1]) > neighbors(result.states[0]));
  CHECK(neighbors(result.states[2]) < neighbors(result.states[1]));
}

TEST_CASE("a stopped experiment has no result", "[study][unit]") {
  std::stop_source source;
  source.request_stop();
  CHECK_FALSE(study::run(small_experiment(), 2, {source.get_token(), {}}).has_value());
}

TEST_CASE("progress counts every task once and ends with all of them", "[study][verification]") {
  study::Experiment experiment = small_experiment();
  experiment.plans.clear();
  experiment.loads.cases = {LoadCase::flexion};
  experiment.loads.protocols = {Protocol::hybrid};  // its load control case is solved unseen
  std::size_t started = 0, iterations = 0, ended = 0, tasks = 0;
  const auto result = study::run(experiment, 2, {{}, [&](const study::ProgressEvent& event) {
                                                   using Kind = study::ProgressEvent::Kind;
                                                   started += event.kind == Kind::started ? 1 : 0;
                                                   iterations += event.kind == Kind::iteration ? 1 : 0;
                                                   ended = event.n_ended;
                                                   tasks = event.n_tasks;
                                                 }});
  REQUIRE(result.has_value());
  CHECK(result->converged());
  CHECK(result->states.size() == 1);
  CHECK(result->states[0].cases.size() == 1);
  CHECK(tasks == 3);  // build, neutral state, flexion
  CHECK(started == tasks);
  CHECK(ended == tasks);
  CHECK(iterations > 0);
}

TEST_CASE("an operation that cannot be done is refused", "[study][unit]") {
  study::Experiment experiment = small_experiment();
  experiment.plans.front().operations.push_back(experiment.plans.front().operations.front());
  CHECK(test::error_of([&] { study::run(experiment, 2); }).code() == core::ErrorCode::bad_input);
}

}  // namespace
