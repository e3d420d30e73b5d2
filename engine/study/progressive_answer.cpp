#include "study/progressive_answer.hpp"

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

}  // namespace spondyl::study
