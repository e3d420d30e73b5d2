// An experiment solved: every state of the spine (intact, and by each plan operated) under every load case and protocol.

#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "core/parameter.hpp"
#include "fem/report.hpp"
#include "fem/state.hpp"
#include "spine/implant_measures.hpp"
#include "spine/measure.hpp"
#include "spine/spine_model.hpp"
#include "study/scene.hpp"

namespace spondyl::study {

/// One way to operate on a spine, and how far it has healed.
struct Plan {
  std::string name = "operated";  ///< goes into names of files: letters, digits, '_', '-', '.'
  std::vector<surgery::Operation> operations = {};
  surgery::Healing healing = {};
};

struct Experiment {
  core::ParameterTable parameters;  ///< with the overrides of the scene
  spine::Resolution resolution = spine::Resolution::interactive;
  std::vector<Plan> plans;  ///< with names of their own; none: only the intact spine is solved
  Loads loads;
  spine::Fidelity fidelity = spine::Fidelity::elastic_bone;
};

/// A scene's operations as the plan "operated"; none without an operation.
std::vector<Plan> own_plans(const Scene& scene);

/// What a scene asks for: its person, its own plan, its loads. Throws core::Error for overrides that are not allowed.
Experiment experiment_of(const Scene& scene, const core::ParameterTable& declared);

/// Why a case has no values although nothing was solved for it.
inline constexpr std::string_view not_run = "not_run";

struct CaseResult {
  LoadCase load_case;
  Protocol protocol;
  /// Empty: not run, because a solve it starts from (neutral state, intact case of hybrid) did not converge.
  std::optional<fem::Report> report;
  double moment = 0;              ///< N mm about the axis of the case, in its direction
  double follower_load = 0;       ///< N
  spine::SpineMeasures measures;  ///< meaningless unless converged
  spine::ImplantMeasures implants;
  fem::State state;  ///< the last converged one

  bool converged() const { return report && report->converged(); }
  std::string_view status() const { return report ? fem::name(report->status) : not_run; }
};

/// A state from which cases start: settled under the pre-strain of its ligaments, with or without the follower load.
struct NeutralResult {
  std::string_view name;
  fem::Report report;
  fem::State state;
};

struct StateResult {
  std::string name;                     ///< "intact" or that of the plan
  std::vector<std::string> operations;  ///< what was cut and implanted
  std::shared_ptr<const spine::SpineModel> spine;
  std::vector<NeutralResult> neutral;
  std::vector<CaseResult> cases;  ///< for each protocol, in its order, each case it applies to

  const CaseResult* find(LoadCase load_case, Protocol protocol) const;
};

struct ExperimentResult {
  std::vector<StateResult> states;  ///< the intact one, then one for each plan

  bool converged() const;
  const StateResult* find(std::string_view state) const;
  int iterations() const;  ///< of Newton, in all solves
};

/// What is going on, reported from the solving threads, one call at a time.
struct ProgressEvent {
  enum class Kind { started, iteration, ended } kind;
  std::string_view task;  ///< "operated hybrid flexion"
  std::size_t n_ended;
  std::size_t n_tasks;
  const fem::Iteration* iteration = nullptr;
  const fem::Report* report = nullptr;  ///< of a solve that ended; null for a model that was built or a task not run
};

struct ExperimentProgress {
  std::stop_token stop;
  std::function<void(const ProgressEvent&)> on_event;
};

/// Solves everything, the threads shared by the solves that can run; the result has the same bits for any number of threads. Nothing when stopped.
/// Throws core::Error if the spine cannot be built or an operation is refused.
std::optional<ExperimentResult> run(const Experiment& experiment, int threads, const ExperimentProgress& progress = {});

/// The sense of rotation of a load case; flexion for compression, which has none.
spine::Direction direction(LoadCase load_case);

/// Extension of L1 against S1 that standing holds, rad.
double standing_extension(const core::ParameterTable& parameters);

}  // namespace spondyl::study
