// Every scene that ships solves, also on a spine with soft bone and worn discs beside what was operated on.

#include <Eigen/SparseCholesky>
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>

#include "made_up_result.hpp"
#include "study/experiment.hpp"
#include "study/progressive_answer.hpp"
#include "surgery/operate.hpp"

namespace {

using namespace spondyl;

struct Variant {
  double months = 0;
  double grade = 0;    ///< of every disc that the plan leaves alone
  double t_score = 0;  ///< of the bone
  spine::Resolution resolution = spine::Resolution::interactive;
};

std::vector<study::Scene> presets() {
  std::vector<study::Scene> out;
  for (const auto& file : std::filesystem::directory_iterator(SPONDYL_SOURCE_DIR "/scenes")) {
    if (file.path().extension() != ".toml")
      continue;
    study::Scene scene = study::read_scene(file.path(), test::shipped_parameters());
    if (!scene.operations.empty())
      out.push_back(std::move(scene));
  }
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.source_file < b.source_file; });
  return out;
}

std::vector<spine::Level> untouched(const core::ParameterTable& table, const study::Scene& scene) {
  const auto spec = surgery::operate(spine::make_specification(table, spine::Resolution::interactive), scene.operations,
                                     surgery::make_conditions(table, scene.healing))
                        .spec;
  std::vector<spine::Level> out;
  for (const spine::Level level : spine::all_levels) {
    const auto l = static_cast<std::size_t>(level.index);
    if (spec.discs[l].fill == spine::DiscFill::disc && spec.resections.discs[l].empty())
      out.push_back(level);
  }
  return out;
}

study::Experiment experiment(const study::Scene& scene, const Variant& variant, std::vector<study::LoadCase> cases) {
  study::Experiment out;
  out.parameters = study::with_overrides(test::shipped_parameters(), scene.parameters);
  for (const spine::Level level : untouched(out.parameters, scene))
    out.parameters.set("anatomy." + std::string(name(level)) + ".degeneration_grade", variant.grade);
  out.parameters.set("tissue.bone_t_score", variant.t_score);
  out.resolution = variant.resolution;
  surgery::Healing healing = scene.healing;
  healing.months = variant.months;
  out.plans = {{"operated", scene.operations, healing}};
  out.loads = {std::move(cases), {study::Protocol::load_control, study::Protocol::hybrid}, {}};
  return out;
}

/// Whether the tangent at the solution itself is positive definite, in a factorization of another make. A rotation that is
/// held counts as a stiff spring.
bool is_stable(const study::StateResult& state, const study::CaseResult& solved) {
  const fem::Model& model = *state.spine->model;
  fem::Assembly work = model.make_assembly(2);
  Eigen::VectorXd forces;
  if (model.tangent(solved.state, work, forces) != fem::Evaluation::ok)
    return false;
  fem::SparseMatrix stiffness = work.matrix();
  if (solved.protocol == study::Protocol::hybrid || solved.load_case == study::LoadCase::standing) {
    const fem::Moment& held = model.moments()[state.spine->moment(study::direction(solved.load_case).axis)];
    const Eigen::Vector3d gradient = model.angle(held, solved.state).gradient;
    for (int i = 0; i < 3; ++i) {
      for (int j = 0; j <= i; ++j) {
        const int a = model.dofs().body_equation(held.body, 3 + i), b = model.dofs().body_equation(held.body, 3 + j);
        stiffness.coeffRef(std::max(a, b), std::min(a, b)) += 1e9 * gradient[i] * gradient[j];
      }
    }
  }
  return Eigen::SimplicialLLT<fem::SparseMatrix>(stiffness).info() == Eigen::Success;
}

void check_flexion(std::size_t first, std::size_t step) {
  const auto scenes = presets();
  for (std::size_t k = first; k < scenes.size(); k += step) {
    CAPTURE(scenes[k].source_file);
    study::Experiment fresh =
        experiment(scenes[k], {0, 3, -3, spine::Resolution::interactive}, {study::LoadCase::flexion});
    fresh.loads.protocols = {study::Protocol::load_control};
    const auto result = study::run_progressively(fresh, 2).value();
    for (const study::StateResult& state : result.states) {
      CHECK(state.cases.front().converged());
      CHECK(is_stable(state, state.cases.front()));
    }
  }
}

TEST_CASE("presets bend forward on soft bone beside worn discs, fresh from surgery: one half",
          "[study][verification]") {
  check_flexion(0, 2);
}

TEST_CASE("presets bend forward on soft bone beside worn discs, fresh from surgery: the other half",
          "[study][verification]") {
  check_flexion(1, 2);
}

std::vector<study::LoadCase> all_cases() {
  std::vector<study::LoadCase> cases(study::rotation_cases.begin(), study::rotation_cases.end());
  cases.push_back(study::LoadCase::standing);
  return cases;
}

void check_all_cases(double months) {
  for (const study::Scene& scene : presets()) {
    study::Experiment all = experiment(scene, {months}, all_cases());
    all.fidelity = spine::Fidelity::rigid_bone;
    const auto result = study::run(all, 2).value();
    for (const study::StateResult& state : result.states) {
      for (const study::CaseResult& solved : state.cases) {
        CAPTURE(scene.source_file, state.name, name(solved.load_case), name(solved.protocol), solved.status());
        CHECK(solved.converged());
      }
    }
  }
}

TEST_CASE("presets move in all directions and stand, both protocols, rigid bone: fresh from surgery",
          "[study][verification]") {
  check_all_cases(0);
}

TEST_CASE("presets move in all directions and stand, both protocols, rigid bone: a year later",
          "[study][verification]") {
  check_all_cases(12);
}

// The pressed edges of both discs fold on the way (docs/operations.md).
TEST_CASE("two worn discs above L3-S1 are bent as far as five", "[study][verification]") {
  const auto scenes = presets();
  const auto scene = std::find_if(scenes.begin(), scenes.end(),
                                  [](const auto& s) { return s.source_file.ends_with("fusion_l3_s1.toml"); });
  REQUIRE(scene != scenes.end());
  for (const double grade : {2.0, 3.0}) {
    study::Experiment bent = experiment(*scene, {0, grade}, {study::LoadCase::flexion, study::LoadCase::extension});
    bent.fidelity = spine::Fidelity::rigid_bone;
    const auto result = study::run(bent, 2).value();
    bool is_any_folded = false;
    for (const study::CaseResult& solved : result.states.back().cases) {
      CAPTURE(grade, name(solved.load_case), name(solved.protocol), solved.status());
      CHECK(solved.converged());
      CHECK(is_stable(result.states.back(), solved));
      is_any_folded = is_any_folded || (solved.report && solved.report->saddles > 0);
    }
    CHECK(is_any_folded);
  }
}

// A night on two cores: scripts/test -C slow -L slow
TEST_CASE("every preset converges at both resolutions, fresh and healed, beside all grades, on all bone",
          "[study][slow]") {
  for (const study::Scene& scene : presets()) {
    for (const spine::Resolution resolution : {spine::Resolution::interactive, spine::Resolution::standard}) {
      for (const double months : {0.0, 12.0}) {
        for (const double grade : {0.0, 1.0, 2.0, 3.0}) {
          for (const double t_score : {0.0, -3.0}) {
            CAPTURE(scene.source_file, name(resolution), months, grade, t_score);
            const auto result =
                study::run_progressively(experiment(scene, {months, grade, t_score, resolution}, all_cases()), 2)
                    .value();
            CHECK(result.converged());
          }
        }
      }
    }
  }
}

}  // namespace
