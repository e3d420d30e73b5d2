// result.json, the complete answer for programs. Its schema is docs/result.schema.json.

#pragma once

#include <string>

#include "study/experiment.hpp"
#include "study/population.hpp"
#include "study/provenance.hpp"

namespace spondyl::study {

/// The text of result.json. Equal results give equal texts but for provenance.wall_s and provenance.threads.
/// With a population, what the same experiment gives over people.
std::string result_json(const ExperimentResult& result, const Provenance& provenance,
                        const std::optional<Population>& population = {});

}  // namespace spondyl::study
