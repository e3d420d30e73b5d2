// Answers to an experiment that keeps being changed, the quick one first: rigid bone, then elastic bone. Each starts from
// what earlier answers have left, and each says which it is; nothing else tells them apart.
//
//   ProgressiveAnswers answers(2);
//   answers.find(experiment, {stop}, [](Answer answer) { show(*answer.result, answer.fidelity); });
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "study/experiment.hpp"
#include "study/solution_cache.hpp"

namespace spondyl::study {

struct Answer {
  spine::Fidelity fidelity;
  std::shared_ptr<const ExperimentResult> result;
};

/// For one thread at a time, such as the worker of a window or of a sweep. Answers are immutable and may go to any thread.
class ProgressiveAnswers {
 public:
  explicit ProgressiveAnswers(int threads, SolutionCache cache = SolutionCache())
      : threads_(threads), cache_(std::move(cache)) {}

  /// Solves `experiment` with the fidelities up to its own and hands over each answer, in the calling thread, as soon as
  /// it is there. False when stopped; what converged before that is kept for the next time. Throws as run().
  bool find(Experiment experiment, const ExperimentProgress& progress, const std::function<void(Answer)>& on_answer);

  const SolutionCache& cache() const { return cache_; }

 private:
  int threads_;
  SolutionCache cache_;
};

/// What run() solves, within the tolerance of the solver and in about two thirds of its time: elastic bone starts from what
/// rigid bone has led to. Progress counts the solves of both. The result has the same bits for any number of threads.
/// Nothing when stopped. Throws as run().
std::optional<ExperimentResult> run_progressively(const Experiment& experiment, int threads,
                                                  const ExperimentProgress& progress = {});

}  // namespace spondyl::study
