// People without a solve: the bent spines, and around each of their numbers a band.
#pragma once

#include "bent_spine.hpp"
#include "study/comparison.hpp"
#include "sweep/people.hpp"

namespace spondyl::test {

/// From 4 % below to 9 % above, the median 2 % above; of changes 5 below, 8 above, 1 above.
inline std::optional<study::Population> made_up_people(const study::Scene&, const study::Experiment&,
                                                       const core::ParameterTable&, const sweep::PeopleRun& run) {
  study::Population out;
  out.n_people = run.n;
  for (const study::ComparisonRow& row : study::compare(*bent_result())) {
    const auto around = [&](std::optional<double> value, double share) {
      return value ? std::optional(study::Band{*value * (1 + 0.02 * share), *value * (1 - 0.04 * share),
                                               *value * (1 + 0.09 * share), run.n})
                   : std::nullopt;
    };
    std::optional<study::Band> change;
    if (row.change_percent)
      change = study::Band{*row.change_percent + 1, *row.change_percent - 5, *row.change_percent + 8, run.n};
    out.rows.push_back({row.state, row.load_case, row.protocol, row.level, row.quantity, around(row.intact, 1),
                        around(row.operated, 1), change});
  }
  run.on_person(run.n);
  return out;
}

}  // namespace spondyl::test
