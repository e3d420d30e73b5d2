// A case of a study as an experiment on a spine: the base scene with the values of the axes in it.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "spine/fidelity.hpp"
#include "study/scene_document.hpp"
#include "sweep/axis.hpp"
#include "sweep/output.hpp"
#include "sweep/subject.hpp"

namespace spondyl::sweep {

/// A plan as a scene of its own: the base scene with the operations and the healing of the plan.
struct PlanScene {
  std::string name;
  study::TomlTable document;
};

struct SpineStudy {
  core::ParameterTable declared;
  std::vector<PlanScene> plans;  ///< at least one; without an operation only the intact spine is solved
  std::vector<Axis> axes;
  std::vector<Output> outputs;
  double time_limit_s = 0;  ///< of processor time a case
  spine::Fidelity fidelity = spine::Fidelity::elastic_bone;
};

/// One axis of a scene: its path and the value that it takes.
struct Setting {
  const Axis* axis;
  Value value;
};

/// The scene of a plan with these settings. Throws core::Error for a setting that no scene can have; where operations
/// are tried, also for a plan that cannot be carried out.
study::Scene scene_with(const study::TomlTable& document, const core::ParameterTable& declared,
                        std::span<const Setting> settings, bool are_operations_tried = true);

/// What `spondyl run` would solve for this case. Throws as scene_with.
struct SpineCase {
  study::Scene scene;  ///< of the first plan
  std::vector<study::Plan> plans;
};
SpineCase spine_case(const SpineStudy& study, const CaseValues& values);

/// The outputs of a solved case.
std::vector<std::optional<double>> outputs_of(const SpineStudy& study, const study::ExperimentResult& result);

/// Solves a case. The result has the same bits wherever and whenever it is called.
Subject make_subject(std::shared_ptr<const SpineStudy> study);

}  // namespace spondyl::sweep
