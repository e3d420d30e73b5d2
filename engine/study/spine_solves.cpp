#include "study/spine_solves.hpp"

#include <utility>

namespace spondyl::study {

fem::Report SpineSolves::bring(fem::State& state, const SpineSolve& solve) {
  auto workspace = workspaces_.take(*solve.spine.model, tasks_.threads_of_the_run());
  workspace->assembly.use_threads(tasks_.threads_of_a_task());
  const fem::Report report = bring(*workspace, state, solve);
  workspaces_.give_back(std::move(workspace));
  return report;
}

fem::Report SpineSolves::bring(fem::Workspace& workspace, fem::State& state, const SpineSolve& solve) {
  auto near = near_start(workspace.assembly, state, solve);
  if (!near)
    return bring_from_origin(workspace, state, solve);
  // One step of few iterations: a start that needs more was not as near as it seemed.
  const fem::SolveOptions one_step{
      .tolerance = tolerance_, .smallest_step = 1, .max_iterations = 10, .starts_stable = near->is_mirrored};
  fem::Report report = tasks_.solve(workspace, near->start.state, solve.target, solve.title, one_step);
  if (report.converged()) {
    state = std::move(near->start.state);
    report.saddles += near->start.saddles;
  } else if (!tasks_.is_stopped()) {
    const std::vector<fem::Iteration> tried = std::move(report.history);
    report = bring_from_origin(workspace, state, solve);
    report.history.insert(report.history.begin(), tried.begin(), tried.end());
  }
  return report;
}

fem::Report SpineSolves::bring_from_origin(fem::Workspace& workspace, fem::State& state, const SpineSolve& solve) {
  fem::Report report = tasks_.solve(workspace, state, solve.target, solve.title, {.tolerance = tolerance_});
  report.saddles += solve.origin.saddles;
  return report;
}

std::optional<SpineSolves::NearStart> SpineSolves::near_start(fem::Assembly& work, const fem::State& state,
                                                              const SpineSolve& solve) const {
  if (solve.opposite.state) {
    if (auto mirrored = mirrored_start(solve.spine, *solve.opposite.state, state, solve.target, 100 * tolerance_, work))
      return NearStart{{std::move(*mirrored), solve.opposite.saddles}, true};
  }
  if (!cache_)
    return std::nullopt;
  auto warm = warm_start(solve.spine, solve.title, {state, solve.origin.title}, solve.target, *cache_, work);
  return warm ? std::optional(NearStart{std::move(*warm), false}) : std::nullopt;
}

}  // namespace spondyl::study
