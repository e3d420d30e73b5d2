// Who solves for the window: one small interface between edits and answers, so that a faster solver can take its place.
#pragma once

#include <functional>
#include <memory>
#include <stop_token>
#include <string>

#include "study/experiment.hpp"

namespace spondyl::view {

struct Answer {
  std::shared_ptr<const study::ExperimentResult> result;
  bool is_final = true;  ///< false: a better one follows
};

/// What the solver is doing.
struct SolverNews {
  std::string task;
  std::size_t n_ended = 0, n_tasks = 0;
  double residual = 0;  ///< of the last iteration, relative
};

class Answerer {
 public:
  virtual ~Answerer() = default;

  /// Solves in the calling thread, which is never the one that draws. `publish` may be called several times, with
  /// better answers later; `tell` as often as there is something new, from any thread. Returns soon after `stop` is
  /// requested. Throws core::Error where the spine cannot be built or an operation is refused.
  virtual void answer(const study::Experiment& experiment, const std::stop_token& stop,
                      const std::function<void(Answer)>& publish,
                      const std::function<void(const SolverNews&)>& tell) = 0;
};

/// By study::ProgressiveAnswers: rigid bone first, then elastic bone, each from what was solved before.
std::unique_ptr<Answerer> make_study_answerer(int threads);

}  // namespace spondyl::view
