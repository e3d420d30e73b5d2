// Solves of spines in the tasks of a run, each from the nearest start that is known.
#pragma once

#include <optional>
#include <string>

#include "study/solution_cache.hpp"
#include "study/solve_tasks.hpp"
#include "study/warm_start.hpp"
#include "study/workspaces.hpp"

namespace spondyl::study {

/// A solve to be made, and what is known before it.
struct SpineSolve {
  const spine::SpineModel& spine;
  fem::Target target;
  std::string title;  ///< of its solution: "operated hybrid flexion"

  /// The solution that it begins at where nothing nearer is known, and the saddles gone over on the way there.
  struct Origin {
    std::string title;
    int saddles;
  } origin;

  /// What was solved to the other side on the same spine.
  struct Opposite {
    const fem::State* state = nullptr;  ///< null where nothing was
    int saddles = 0;
  } opposite = {};
};

class SpineSolves {
 public:
  /// `cache` may be null: then every solve starts from its origin. Both must outlive this.
  SpineSolves(SolveTasks& tasks, const SolutionCache* cache, double tolerance)
      : tasks_(tasks), cache_(cache), tolerance_(tolerance) {}

  /// Brings `state`, the solution of the origin, to the target, from there or from a nearer start: the mirror image of what
  /// was solved to the other side, or what the cache has. Within a task.
  fem::Report bring(fem::State& state, const SpineSolve& solve);
  /// Lets go of the work spaces that earlier solves have left.
  void release_workspaces() { workspaces_.release(); }

 private:
  struct NearStart {
    WarmStart start;
    bool is_mirrored;
  };

  fem::Report bring(fem::Workspace& workspace, fem::State& state, const SpineSolve& solve);
  fem::Report bring_from_origin(fem::Workspace& workspace, fem::State& state, const SpineSolve& solve);
  std::optional<NearStart> near_start(fem::Assembly& work, const fem::State& state, const SpineSolve& solve) const;

  SolveTasks& tasks_;
  const SolutionCache* cache_;
  double tolerance_;
  Workspaces workspaces_;
};

}  // namespace spondyl::study
