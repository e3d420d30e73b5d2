// Answers that start from what was solved before: the same as solved afresh, and in fewer iterations.

#include "study/progressive_answer.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

#include "edit_script.hpp"
#include "figures.hpp"
#include "made_up_result.hpp"
#include "spine/specification_digest.hpp"
#include "spine/state_transfer.hpp"
#include "study/quantity.hpp"
#include "support.hpp"

namespace {

using namespace spondyl;
using spine::Fidelity;
using study::Answer;

constexpr const char* section = "Answers that start from earlier ones";

/// Largest difference of rotations over the total one, and of disc pressures over the largest.
struct Differences {
  double rotation = 0, pressure = 0;

  void add(const study::ExperimentResult& a, const study::ExperimentResult& b) {
    for (std::size_t s = 0; s < a.states.size(); ++s) {
      for (std::size_t c = 0; c < a.states[s].cases.size(); ++c) {
        const spine::SpineMeasures &x = a.states[s].cases[c].measures, &y = b.states[s].cases[c].measures;
        for (const spine::Level level : spine::all_levels) {
          rotation = std::max(rotation, std::abs(x[level].rotation - y[level].rotation) / std::abs(y.total_rotation));
          REQUIRE(x[level].intradiscal_pressure.has_value() == y[level].intradiscal_pressure.has_value());
          if (x[level].intradiscal_pressure)
            pressure = std::max(pressure, std::abs(*x[level].intradiscal_pressure - *y[level].intradiscal_pressure));
        }
      }
    }
  }
};

study::Experiment rigid(study::Experiment experiment) {
  experiment.fidelity = Fidelity::rigid_bone;
  return experiment;
}

}  // namespace

TEST_CASE("answers over a random sequence of edits are those of a cold solve, in fewer iterations",
          "[study][verification]") {
  test::EditScript script(test::shipped_parameters(), 5);
  study::ProgressiveAnswers answers(2);
  Differences worst;
  std::atomic<int> warm = 0, cold = 0;  // iterations that were really made
  const auto counted = [](std::atomic<int>& n) {
    return study::ExperimentProgress{{}, [&n](const study::ProgressEvent& event) { n += event.iteration ? 1 : 0; }};
  };
  for (int edit = 0; edit < 10; ++edit) {
    CAPTURE(edit, script.edit());
    const study::Experiment experiment = rigid(script.experiment());
    const study::ExperimentResult afresh = study::run(experiment, 2, counted(cold)).value();
    REQUIRE(afresh.converged());
    answers.find(experiment, counted(warm), [&](const Answer& answer) {
      REQUIRE(answer.result->converged());
      worst.add(*answer.result, afresh);
    });
    script.advance();
  }
  test::check_at_most({section, "rotations against a cold solve, of the total", "ten edits"}, worst.rotation, 1e-6);
  test::check_at_most({section, "disc pressures against a cold solve, MPa", "ten edits"}, worst.pressure, 1e-6);
  CAPTURE(warm.load(), cold.load());
  CHECK(warm < 0.7 * cold);
}

TEST_CASE("an edit that leaves nothing to find again starts from the answer before it", "[study][unit]") {
  study::Experiment experiment = rigid(test::EditScript(test::shipped_parameters(), 1).experiment());
  study::ProgressiveAnswers answers(2);
  REQUIRE(answers.find(experiment, {}, [](const Answer&) {}));
  // Loads that no solution has been found for, on known models; then a model that has not been built.
  for (const auto& [path, added] :
       {std::pair{"load.follower_N", 25.0}, {"anatomy.L2-L3.disc_height_anterior_mm", 0.5}}) {
    CAPTURE(path);
    experiment.parameters.set(path, experiment.parameters.value(path) + added);
    const int cold = study::run(experiment, 2).value().iterations();
    int warm = 0;
    REQUIRE(answers.find(experiment, {}, [&](const Answer& answer) { warm = answer.result->iterations(); }));
    CAPTURE(warm, cold);
    CHECK(warm < 0.8 * cold);
  }
}

TEST_CASE("the quick answer comes first, the one asked for last, each the one that its name says",
          "[study][verification]") {
  study::Experiment experiment = test::fusion_experiment();
  experiment.plans.clear();
  experiment.loads.cases = {study::LoadCase::flexion};
  experiment.loads.protocols = {study::Protocol::load_control};
  study::ProgressiveAnswers answers(2);
  std::vector<Answer> all;
  CHECK(answers.find(experiment, {}, [&](Answer answer) { all.push_back(std::move(answer)); }));
  REQUIRE(all.size() == 2);
  CHECK(all[0].fidelity == Fidelity::rigid_bone);
  CHECK(all[1].fidelity == Fidelity::elastic_bone);
  for (const Answer& answer : all)
    CHECK(answer.result->states[0].spine->fidelity == answer.fidelity);
  const study::ExperimentResult afresh = study::run(experiment, 2).value();
  Differences difference;
  difference.add(*all[1].result, afresh);
  CHECK(difference.rotation <= test::scaled(1e-6));
  CHECK(all[1].result->iterations() < afresh.iterations());

  // Asked again, nothing is solved: the very same states.
  const Answer before = all[1];
  all.clear();
  int solved = 0;
  CHECK(answers.find(experiment, {{}, [&](const study::ProgressEvent& event) { solved += event.iteration ? 1 : 0; }},
                     [&](Answer answer) { all.push_back(std::move(answer)); }));
  CHECK(solved == 0);
  CHECK(all[1].result->states[0].cases[0].state.displacement == before.result->states[0].cases[0].state.displacement);
}

TEST_CASE("a progressive run solves what a cold one does, in fewer iterations", "[study][verification]") {
  study::Experiment experiment = test::fusion_experiment();
  experiment.loads.cases = {study::LoadCase::extension};
  const study::ExperimentResult cold = study::run(experiment, 2).value();
  std::size_t started = 0, ended = 0, tasks = 0;
  const study::ExperimentProgress progress{{}, [&](const study::ProgressEvent& event) {
                                             started += event.kind == study::ProgressEvent::Kind::started ? 1 : 0;
                                             CHECK(event.n_ended >= ended);
                                             ended = event.n_ended;
                                             tasks = event.n_tasks;
                                           }};
  const study::ExperimentResult result = study::run_progressively(experiment, 2, progress).value();
  REQUIRE(cold.converged());
  REQUIRE(result.converged());
  CHECK(result.states[0].spine->fidelity == Fidelity::elastic_bone);
  Differences difference;
  difference.add(result, cold);
  test::check_at_most({section, "rotations against a cold solve, of the total", "elastic bone, PLIF at L4-L5"},
                      difference.rotation, 1e-6);
  test::check_at_most({section, "disc pressures against a cold solve, MPa", "elastic bone, PLIF at L4-L5"},
                      difference.pressure, 1e-6);
  CAPTURE(result.iterations(), cold.iterations());
  CHECK(result.iterations() < 0.8 * cold.iterations());
  // Twice: two models, two neutral states, extension of both and of the operated one under hybrid. A model is built ahead.
  CHECK(tasks == 15);
  CHECK(started == tasks);
  CHECK(ended == tasks);

  const study::ExperimentResult on_one = study::run_progressively(experiment, 1).value();
  CHECK(on_one.states[1].cases[0].state.displacement == result.states[1].cases[0].state.displacement);
}

TEST_CASE("what is solved ahead leaves where the next run starts, and its intact spine", "[study][unit]") {
  study::Experiment experiment = rigid(test::fusion_experiment());
  experiment.loads.cases = {study::LoadCase::flexion};
  experiment.loads.protocols = {study::Protocol::load_control};
  study::SolutionCache cache;
  CHECK(study::solve_ahead(experiment, Fidelity::elastic_bone, 2, {}, cache));
  CHECK(cache.n_models() == 3);  // intact and operated, and the intact one to come
  cache.model(spine::make_specification(experiment.parameters, experiment.resolution), Fidelity::elastic_bone);
  CHECK(cache.n_models() == 3);
  for (const char* title : {"intact neutral", "intact load_control flexion", "operated load_control flexion"}) {
    CAPTURE(title);
    CHECK(cache.alike(title, Fidelity::elastic_bone).size() == 1);
  }
  std::stop_source stopped;
  stopped.request_stop();
  CHECK_FALSE(study::solve_ahead(experiment, Fidelity::elastic_bone, 2, {stopped.get_token(), {}}, cache));
}

TEST_CASE("a worker gives up its answer as soon as it is told to, and answers the next question", "[study][unit]") {
  const study::Experiment experiment = rigid(test::EditScript(test::shipped_parameters(), 1).experiment());
  study::ProgressiveAnswers answers(2);
  std::atomic<int> n_iterations = 0, n_answers = 0;
  bool is_complete = true;
  {
    std::stop_source stop;
    std::jthread worker([&] {
      const study::ExperimentProgress progress{stop.get_token(), [&](const study::ProgressEvent& event) {
                                                 if (event.iteration)
                                                   ++n_iterations;
                                               }};
      is_complete = answers.find(experiment, progress, [&](const Answer&) { ++n_answers; });
    });
    while (n_iterations == 0)
      std::this_thread::yield();
    stop.request_stop();
  }
  CHECK_FALSE(is_complete);
  CHECK(n_answers == 0);
  CHECK(answers.find(experiment, {}, [&](const Answer& answer) { CHECK(answer.result->converged()); }));
}

TEST_CASE("a cache holds as much as it may and finds models by content", "[study][unit]") {
  study::SolutionCache cache(2, 3);
  const auto spec = [](double height) {
    core::ParameterTable table = test::shipped_parameters();
    table.set("anatomy.L2-L3.disc_height_anterior_mm", height);
    return spine::make_specification(table, spine::Resolution::interactive);
  };
  const auto first = cache.model(spec(11), Fidelity::rigid_bone);
  CHECK(cache.model(spec(11), Fidelity::rigid_bone) == first);
  CHECK(cache.model(spec(11), Fidelity::elastic_bone) != first);
  const auto second = cache.model(spec(11.5), Fidelity::rigid_bone);
  CHECK(second != first);
  CHECK(cache.n_models() == 2);
  CHECK(cache.model(spec(11), Fidelity::rigid_bone) != first);  // fell out

  std::vector<std::shared_ptr<const study::Solution>> solutions;
  for (const double load : {1.0, 2.0, 3.0, 4.0}) {
    study::Solution s{
        "intact neutral", second, {std::nullopt, Eigen::VectorXd::Constant(4, load), {}, {}}, {}, {}, {}, {}};
    solutions.push_back(std::make_shared<const study::Solution>(std::move(s)));
  }
  cache.keep(solutions);
  CHECK(cache.n_solutions() == 3);
  CHECK(cache.find(*second, solutions[0]->aim) == nullptr);
  CHECK(cache.find(*second, solutions[3]->aim) == solutions[3]);
  CHECK(cache.find(*first, solutions[3]->aim) == nullptr);
  CHECK(cache.alike("intact neutral", Fidelity::rigid_bone) == std::vector{solutions[3]});
  CHECK(cache.alike("intact neutral", Fidelity::elastic_bone) == std::vector{solutions[3]});
}

TEST_CASE("a model whose unknowns touch as those of an earlier one takes its order of elimination",
          "[study][determinism]") {
  study::SolutionCache cache;
  core::ParameterTable table = test::shipped_parameters();
  const auto model = [&](Fidelity fidelity) {
    return cache.model(spine::make_specification(table, spine::Resolution::interactive), fidelity);
  };
  const auto first = model(Fidelity::rigid_bone);
  table.set("anatomy.L2-L3.disc_height_anterior_mm", 11);
  const auto second = model(Fidelity::rigid_bone), other = model(Fidelity::elastic_bone);
  CHECK(&second->model->elimination() == &first->model->elimination());
  CHECK(&other->model->elimination() != &first->model->elimination());
  const auto finer = cache.model(spine::make_specification(table, spine::Resolution::standard), Fidelity::rigid_bone);
  CHECK(&finer->model->elimination() != &first->model->elimination());
  const auto alone = spine::make_spine_model(second->spec, Fidelity::rigid_bone);
  CHECK(alone->model->elimination().order() == second->model->elimination().order());
}

TEST_CASE("a model that is forgotten is let go of as soon as newer solutions may stand in for its own",
          "[study][unit]") {
  study::SolutionCache cache(1, 100);
  core::ParameterTable table = test::shipped_parameters();
  const auto model = [&] {
    return cache.model(spine::make_specification(table, spine::Resolution::interactive), Fidelity::rigid_bone);
  };
  const auto keep = [&](const char* title, double load) {
    const study::Aim aim{std::nullopt, Eigen::VectorXd::Constant(4, load), {}, {}};
    cache.keep({std::make_shared<const study::Solution>(study::Solution{title, model(), aim, {}, {}, {}, {}})});
  };
  keep("intact neutral", 1);
  keep("intact neutral", 2);
  keep("operated neutral", 3);
  CHECK(cache.n_solutions() == 3);  // all can be found again
  const std::weak_ptr<const spine::SpineModel> first = model();
  table.set("anatomy.L2-L3.disc_height_anterior_mm", 11);
  keep("intact neutral", 1);
  CHECK(cache.n_solutions() == 2);
  CHECK(cache.alike("operated neutral", Fidelity::rigid_bone).front()->spine == first.lock());
  keep("operated neutral", 3);
  CHECK(first.expired());
  CHECK(cache.n_solutions() == 2);
}

TEST_CASE("a digest tells specifications apart by any number", "[study][unit]") {
  const spine::SpineSpec spec = spine::make_specification(test::shipped_parameters(), spine::Resolution::interactive);
  CHECK(spine::digest(spec) == spine::digest(spine::SpineSpec(spec)));
  spine::SpineSpec other = spec;
  other.discs[4].tissue.fiber.toe_posterior *= 1 + 1e-15;
  CHECK(spine::digest(other) != spine::digest(spec));
  other = spec;
  other.resections.discs[1].windows.push_back({0, 1});
  CHECK(spine::digest(other) != spine::digest(spec));
  spine::SpineSpec wider = other;
  wider.resections.discs[1].windows.back().to = 1.1;
  CHECK(spine::digest(wider) != spine::digest(other));
}

TEST_CASE("a state brought over to another model moves its vertebrae alike", "[study][unit]") {
  const spine::SpineSpec spec = spine::make_specification(test::shipped_parameters(), spine::Resolution::interactive);
  const auto from = spine::make_spine_model(spec, Fidelity::rigid_bone);
  fem::State state = from->model->initial_state();
  for (int v = 0; v < 5; ++v) {
    state.bodies[static_cast<std::size_t>(v)].center.x() += 0.3 * (5 - v);
    state.bodies[static_cast<std::size_t>(v)].rotation = fem::exp_rotation({0.01, 0.05 * (5 - v), -0.02});
  }
  from->model->dofs().advance(from->model->mesh().nodes, Eigen::VectorXd::Zero(from->model->dofs().n_equations()),
                              state);
  spine::SpineSpec edited = spec;
  edited.discs[1].height_anterior += 1;
  for (const auto& [other, fidelity] : {std::pair{&spec, Fidelity::elastic_bone}, {&edited, Fidelity::rigid_bone}}) {
    const auto to = spine::make_spine_model(*other, fidelity);
    const auto moved = spine::transferred(*from, state, *to);
    REQUIRE(moved.has_value());
    for (const spine::Vertebra v : spine::all_vertebrae) {
      const spine::RigidMotion a = spine::vertebra_motion(*from, state, v), b = spine::vertebra_motion(*to, *moved, v);
      CHECK((a.rotation - b.rotation).norm() <= test::scaled(1e-3));
    }
    // Turned around and brought back it is what it was.
    const auto back = spine::transferred(*to, *moved, *from);
    REQUIRE(back.has_value());
    CHECK((back->displacement - state.displacement).lpNorm<Eigen::Infinity>() <= test::scaled(1e-2));
  }
  spine::SpineSpec finer = spec;
  finer.resolution = spine::Resolution::standard;
  CHECK_FALSE(spine::transferred(*from, state, *spine::make_spine_model(finer, Fidelity::rigid_bone)).has_value());
}

// Beside stiff bone rounding alone keeps the residual above the tolerance.
TEST_CASE("with elastic bone, too, the mirror image of a bent spine needs no iteration", "[study][verification]") {
  study::Experiment experiment = test::fusion_experiment();
  experiment.plans.clear();
  experiment.loads.cases = {study::LoadCase::lateral_bending_left, study::LoadCase::lateral_bending_right};
  experiment.loads.protocols = {study::Protocol::load_control};
  const auto result = study::run_progressively(experiment, 2).value();
  REQUIRE(result.converged());
  const auto& cases = result.states[0].cases;
  CHECK(cases[0].report->iterations() > 0);
  CHECK(cases[1].report->iterations() == 0);
}

TEST_CASE("what bends to one side gives the other where the spine is its own mirror image", "[study][verification]") {
  study::Experiment experiment = rigid(test::fusion_experiment());
  surgery::Fusion both{{spine::Level{3}}}, left = both;
  both.approach = left.approach = surgery::Approach::plif;
  left.hardware->sides = surgery::Sides::left;
  experiment.plans = {{"both", {both}, {}}, {"left", {left}, {}}};
  // The one that comes first is solved from afar, on whichever side.
  experiment.loads.cases = {study::LoadCase::lateral_bending_right, study::LoadCase::axial_rotation_left,
                            study::LoadCase::lateral_bending_left, study::LoadCase::axial_rotation_right};
  const study::ExperimentResult cold = study::run(experiment, 2).value();
  const study::ExperimentResult warm = study::run_progressively(experiment, 2).value();
  REQUIRE(cold.converged());
  REQUIRE(warm.converged());
  Differences difference;
  difference.add(warm, cold);
  CHECK(difference.rotation <= test::scaled(1e-6));
  CHECK(difference.pressure <= test::scaled(1e-6));
  for (const study::StateResult& state : warm.states) {
    for (const study::CaseResult& c : state.cases) {
      CAPTURE(state.name, study::name(c.protocol), study::name(c.load_case));
      const bool is_second =
          c.load_case == study::LoadCase::lateral_bending_left || c.load_case == study::LoadCase::axial_rotation_right;
      CHECK((c.report->iterations() == 0) == (is_second && state.name != "left"));
    }
  }
}

TEST_CASE("a spine that was bent to one side is bent to the other without an iteration", "[study][verification]") {
  study::Experiment experiment = rigid(test::fusion_experiment());
  surgery::Fusion fusion{{spine::Level{3}}};
  fusion.approach = surgery::Approach::plif;
  experiment.plans = {{"operated", {fusion}, {}}};
  experiment.loads.protocols = {study::Protocol::hybrid};
  study::ProgressiveAnswers answers(2);
  const auto iterations = [&](study::LoadCase load_case, double moment_nm) {
    experiment.loads.cases = {load_case};
    experiment.parameters.set("load.moment_Nm", moment_nm);
    const study::ExperimentResult afresh = study::run(experiment, 2).value();
    std::vector<int> out;
    REQUIRE(answers.find(experiment, {}, [&](const Answer& answer) {
      REQUIRE(answer.result->converged());
      Differences difference;
      difference.add(*answer.result, afresh);
      CHECK(difference.rotation <= test::scaled(1e-6));
      CHECK(difference.pressure <= test::scaled(1e-6));
      for (const study::StateResult& state : answer.result->states)
        out.push_back(state.cases.front().report->iterations());
    }));
    return out;
  };
  for (const int n : iterations(study::LoadCase::lateral_bending_left, 7.5))
    CHECK(n > 0);
  for (const int n : iterations(study::LoadCase::lateral_bending_right, 7.5))
    CHECK(n == 0);
  // Farther than it was bent to the other side: no mirror image of that.
  for (const int n : iterations(study::LoadCase::lateral_bending_left, 5))
    CHECK(n > 0);
  for (const int n : iterations(study::LoadCase::lateral_bending_right, 6))
    CHECK(n > 0);
}
