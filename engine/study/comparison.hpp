// The operated spine against the intact one, quantity by quantity; and who the neighbors of an operation are.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "study/experiment.hpp"

namespace spondyl::study {

struct ComparisonRow {
  LoadCase load_case;
  Protocol protocol;
  spine::Level level;
  std::string quantity;  ///< a name of level_quantities()
  std::optional<double> intact, operated;
  std::optional<double> change_percent;  ///< see below; nothing where intact is 0 or either is missing
};

/// 100 (operated / intact - 1): positive is more of the same, -100 nothing left, below that the opposite sign.
std::optional<double> change_percent(std::optional<double> intact, std::optional<double> operated);

/// In the order of protocols, cases, levels, quantities; empty without an operated state.
std::vector<ComparisonRow> compare(const ExperimentResult& result);

/// Levels that can still move, and the first of them above and below what is fused.
bool is_fused(const spine::SpineModel& spine, spine::Level level);
std::vector<spine::Level> adjacent_levels(const spine::SpineModel& spine);

}  // namespace spondyl::study
