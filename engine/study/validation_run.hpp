// The solves of a validation plan.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>

#include "spine/measure.hpp"
#include "study/experiment.hpp"
#include "study/validation_plan.hpp"

namespace spondyl::study {

/// What is measured at one point of a path.
struct Observation {
  spine::SpineMeasures measures;  ///< against the neutral state of the path; in its direction
  /// Approach of the two vertebrae at the middle of the disc along the lower endplate's normal, from the settled state;
  /// mm, compression positive.
  std::array<double, spine::n_levels> axial_displacement{};
};

struct PathResult {
  std::map<double, Observation> points;  ///< by moment (Nm) or follower force (N); those reached
  fem::Report report;                    ///< of the last solve
  std::string failure;                   ///< why later points are missing, such as "max_iterations at 7.5"; else empty
};

using Observations = std::map<LoadPath, PathResult>;

/// One thread a solve; the same bits for any number of threads. Nothing when stopped.
std::optional<Observations> run(const ValidationPlan& plan, const core::ParameterTable& parameters,
                                spine::Resolution resolution, int threads, const ExperimentProgress& progress = {});

}  // namespace spondyl::study
