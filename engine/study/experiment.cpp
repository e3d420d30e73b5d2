#include "study/experiment.hpp"

#include <algorithm>

#include "core/units.hpp"

namespace spondyl::study {

spine::Direction direction(LoadCase load_case) {
  switch (load_case) {
    case LoadCase::extension:
    case LoadCase::standing:
      return {spine::Axis::flexion, -1};
    case LoadCase::lateral_bending_left:
      return {spine::Axis::lateral, -1};
    case LoadCase::lateral_bending_right:
      return {spine::Axis::lateral, 1};
    case LoadCase::axial_rotation_left:
      return {spine::Axis::axial, 1};
    case LoadCase::axial_rotation_right:
      return {spine::Axis::axial, -1};
    case LoadCase::flexion:
    case LoadCase::compression:
      break;
  }
  return {spine::Axis::flexion, 1};
}

double standing_extension(const core::ParameterTable& parameters) {
  return core::radians(parameters.value("load.standing_extension_deg"));
}

std::vector<Plan> own_plans(const Scene& scene) {
  if (scene.operations.empty())
    return {};
  return {{"operated", scene.operations, scene.healing}};
}

Experiment experiment_of(const Scene& scene, const core::ParameterTable& declared) {
  return {with_overrides(declared, scene.parameters), scene.resolution, own_plans(scene), scene.loads};
}

const CaseResult* StateResult::find(LoadCase load_case, Protocol protocol) const {
  const auto found = std::find_if(cases.begin(), cases.end(), [&](const CaseResult& c) {
    return c.load_case == load_case && c.protocol == protocol;
  });
  return found == cases.end() ? nullptr : &*found;
}

const StateResult* ExperimentResult::find(std::string_view state) const {
  const auto found = std::find_if(states.begin(), states.end(), [&](const StateResult& s) { return s.name == state; });
  return found == states.end() ? nullptr : &*found;
}

bool ExperimentResult::converged() const {
  return std::all_of(states.begin(), states.end(), [](const StateResult& state) {
    return std::all_of(state.cases.begin(), state.cases.end(), [](const CaseResult& c) { return c.converged(); });
  });
}

int ExperimentResult::iterations() const {
  int n = 0;
  for (const StateResult& state : states) {
    for (const NeutralResult& neutral : state.neutral)
      n += neutral.report.iterations();
    for (const CaseResult& c : state.cases)
      n += c.report ? c.report->iterations() : 0;
  }
  return n;
}

}  // namespace spondyl::study
