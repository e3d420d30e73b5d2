// What a store says: summaries, sensitivities, convergence, and plans compared person by person.
#pragma once

#include <string>
#include <vector>

#include "sweep/sensitivity.hpp"
#include "sweep/store.hpp"

namespace spondyl::sweep {

/// One output over all cases that have it.
struct OutputStatistics {
  std::string output;
  std::size_t n_missing = 0;         ///< finished cases without a value
  std::optional<Summary> summary;    ///< nothing without any value
  std::vector<Summary> convergence;  ///< of the first eighth, quarter, half of the cases, and of all
  /// Of each axis: indices only from a `sobol_indices` design (samples with a failed case left out), correlations only
  /// from random plain samples; empty elsewhere.
  std::vector<SobolIndex> indices;
  std::vector<std::optional<Estimate>> correlations;
};

/// An output over the cases in which an axis has one of its few values; or, one at a time, the only such case.
struct GroupStatistics {
  std::string axis, value, output;
  Summary summary;
};

/// The same output of two plans on the same spine, first minus second.
struct PlanDifference {
  std::string output, first, second;
  Summary difference;
  double share_above = 0;  ///< of the cases in which the first has more
};

struct StudyStatistics {
  std::string name, design;
  std::vector<std::string> axes;
  std::size_t n_cases = 0;  ///< of the study
  std::size_t n_finished = 0;
  std::array<std::size_t, status_names.size()> n_with_status{};
  std::vector<std::pair<std::string, std::size_t>> reasons;  ///< of failures, the most frequent first
  double seconds = 0;                                        ///< of processor time, all cases
  std::vector<OutputStatistics> outputs;
  std::vector<GroupStatistics> groups;
  std::vector<PlanDifference> differences;
};

/// An axis with more values than these is no group.
inline constexpr std::size_t max_groups = 12;

StudyStatistics statistics_of(const Store& store);

/// For people.
std::string statistics_text(const StudyStatistics& statistics);

/// (file name, content): summary.csv, and as far as there are such: sensitivity.csv, convergence.csv, groups.csv,
/// differences.csv.
std::vector<std::pair<std::string, std::string>> statistics_csv(const StudyStatistics& statistics);

}  // namespace spondyl::sweep
