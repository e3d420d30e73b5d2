#include "study/progressive_answer.hpp"

#include <string>
#include <utility>

namespace spondyl::study {

bool ProgressiveAnswers::find(Experiment experiment, const ExperimentProgress& progress,
                              const std::function<void(Answer)>& on_answer) {
  const spine::Fidelity last = experiment.fidelity;
  for (const spine::Fidelity fidelity : {spine::Fidelity::rigid_bone, spine::Fidelity::elastic_bone}) {
    experiment.fidelity = fidelity;
    auto result = run(experiment, threads_, progress, cache_);
    if (!result)
      return false;
    on_answer({fidelity, std::make_shared<const ExperimentResult>(*std::move(result))});
    if (fidelity == last)
      break;
  }
  return true;
}

std::optional<ExperimentResult> run_progressively(const Experiment& experiment, int threads,
                                                  const ExperimentProgress& progress) {
  SolutionCache cache;
  if (experiment.fidelity == spine::Fidelity::rigid_bone)
    return run(experiment, threads, progress, cache);
  constexpr std::size_t built_ahead = 1;  // task of the first run
  ExperimentProgress first{progress.stop, {}}, second{progress.stop, {}};
  if (progress.on_event) {
    first.on_event = [&](ProgressEvent event) {
      const std::string task = "rigid bone first, " + std::string(event.task);
      event.task = task;
      event.n_tasks += event.n_tasks - built_ahead;
      progress.on_event(event);
    };
    second.on_event = [&](ProgressEvent event) {
      event.n_ended += event.n_tasks + built_ahead;
      event.n_tasks += event.n_tasks + built_ahead;
      progress.on_event(event);
    };
  }
  Experiment rigid = experiment;
  rigid.fidelity = spine::Fidelity::rigid_bone;
  if (!solve_ahead(rigid, experiment.fidelity, threads, first, cache))
    return std::nullopt;
  return run(experiment, threads, second, cache);
}

}  // namespace spondyl::study
