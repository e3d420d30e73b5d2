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

inline constexpr std::size_t max_people = 10000;

struct PeopleRun {
  std::size_t n = 0;
  int threads = 1;
  std::stop_token stop = {};
  std::function<void(std::size_t n_done)> on_person = {};  ///< one call at a time
  /// In every iteration of every solve, from all threads: may hold them up.
  std::function<void()> on_iteration = {};
};

/// Whether the scene is of one person: sets more than half of the sizes that tell people apart itself.
bool is_of_one_person(const study::Scene& scene, const core::ParameterTable& declared);

/// The scene's experiment on persons of the seeds 1 to n in place of its own, one thread a person; the scene names none
/// itself. The same for any number of threads. Nothing when stopped, or without people.
std::optional<study::Population> population_of(const study::Scene& scene, const study::Experiment& experiment,
                                               const core::ParameterTable& declared, const PeopleRun& run);

/// Who is left out, what differs between people, and that it is no forecast.
std::string population_remark(const study::Population& population);

/// Changes at the neighbors of the operation: median and 5 to 95 %.
std::string population_text(const study::Population& population, const study::ExperimentResult& result);

}  // namespace spondyl::sweep
