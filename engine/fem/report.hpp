// How a solve went. Non-convergence is a value: callers read `status`, nothing is thrown and nothing is hidden.
#pragma once

#include <string_view>
#include <vector>

namespace spondyl::fem {

enum class Status {
  converged,
  max_iterations,    ///< the smallest step still needed too many iterations
  inverted_element,  ///< the smallest step still turned an element inside out
  unstable,          ///< the tangent lost positive definiteness on the smallest step
  diverged,          ///< the residual grew without bound on the smallest step
  cancelled,
};

constexpr std::string_view name(Status s) {
  switch (s) {
    case Status::converged:
      return "converged";
    case Status::max_iterations:
      return "max_iterations";
    case Status::inverted_element:
      return "inverted_element";
    case Status::unstable:
      return "unstable";
    case Status::diverged:
      return "diverged";
    case Status::cancelled:
      return "cancelled";
  }
  return "";
}

/// One Newton iteration. The residual is relative to the sum of the forces before they cancel.
struct Iteration {
  int increment;       ///< number of the load step, failed ones included
  double load_factor;  ///< fraction of the way to the target that this step aims at
  double residual;     ///< after the iteration
  double energy;       ///< work of the residual over the increment, N mm
  double step_length;  ///< line search, 1 = full Newton step
};

struct Report {
  Status status = Status::converged;
  double reached = 1.0;  ///< fraction of the way to the target; the state is the last converged one
  int increments = 0;    ///< converged load steps
  int cuts = 0;          ///< load steps that failed and were shortened
  int saddles = 0;       ///< gone over downhill on the way: the state is then one of several of the same loads
  std::vector<Iteration> history;

  bool converged() const { return status == Status::converged; }
  int iterations() const { return static_cast<int>(history.size()); }
};

}  // namespace spondyl::fem
