// A plan over many people drawn from the published spreads.
#pragma once

#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "study/experiment.hpp"
#include "study/population.hpp"

namespace spondyl::sweep {

struct PeopleRun {
  std::size_t n = 0;
  int threads = 1;
  std::stop_token stop = {};
  std::function<void(std::size_t n_done)> on_person = {};  ///< one call at a time
};

/// The scene's experiment on persons of the seeds 1 to n in place of its own, one thread a person; the scene names none
/// itself. The same for any number of threads. Nothing when stopped, or without people.
std::optional<study::Population> population_of(const study::Scene& scene, const study::Experiment& experiment,
                                               const core::ParameterTable& declared, const PeopleRun& run);

/// Changes at the neighbors of the operation: median and 5 to 95 %.
std::string population_text(const study::Population& population, const study::ExperimentResult& result);

}  // namespace spondyl::sweep
