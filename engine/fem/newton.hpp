// Newton's method with line search and automatic load steps.
#pragma once

#include <functional>
#include <optional>
#include <stop_token>

#include "fem/report.hpp"
#include "fem/workspace.hpp"

namespace spondyl::fem {

/// Where a solve goes: amplitudes of all loads and, if set, one rotation. The path from the present loads is a straight
/// line. With `rotation` the amplitude of that moment is an unknown and its entry in `load` is ignored.
struct Target {
  struct Rotation {
    std::size_t moment;  ///< number into Model::moments()
    double angle;        ///< rad, from the neutral pose
  };
  Eigen::VectorXd load;
  std::optional<Rotation> rotation;
};

struct SolveOptions {
  int threads = 1;           ///< at most
  double tolerance = 1e-9;   ///< residual relative to the sum of the forces before they cancel
  double on_the_way = 1e-3;  ///< the same for load steps before the last
  double first_step = 1.0;   ///< of the way to the target; shortened and lengthened as the iterations say
  double smallest_step = 1.0 / 512;
  int max_iterations = 20;  ///< in one load step; a few more where the residual is below `on_the_way`
  /// The start is known to be stable, such as the mirror image of what is: if it has the tolerance, it is the solution.
  bool starts_stable = false;
};

/// Called from the solving thread. `stop` and `threads` are asked in every iteration.
struct Progress {
  std::stop_token stop;
  std::function<int()> threads;  ///< that are free by now; unset: all of the options'. The bits do not depend on it.
  std::function<void(const Iteration&)> on_iteration;
  std::function<void(const State&, double fraction)> on_increment;
};

/// Brings `state` to the target. When that fails the state is the last converged one on the way and the report says
/// why and how far it came.
Report solve(const Model& model, State& state, const Target& target, const SolveOptions& options = {},
             const Progress& progress = {});
/// The same in a work space that solves before may have left, with as many threads as that was made for.
Report solve(Workspace& workspace, State& state, const Target& target, const SolveOptions& options,
             const Progress& progress);

}  // namespace spondyl::fem
