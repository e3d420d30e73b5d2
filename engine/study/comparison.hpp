// Operated spines against the intact one, quantity by quantity; and who the neighbors of an operation are.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "study/experiment.hpp"

namespace spondyl::study {

struct ComparisonRow {
  std::string state;  ///< the operated one
  LoadCase load_case;
  Protocol protocol;
  spine::Level level;
  std::string quantity;  ///< a name of level_quantities()
  std::optional<double> intact, operated;
  std::optional<double> change_percent;  ///< see below; nothing where intact is 0 or either is missing
};

/// 100 (operated / intact - 1): positive is more of the same, -100 nothing left, below that the opposite sign.
std::optional<double> change_percent(std::optional<double> intact, std::optional<double> operated);

/// Every operated state against the intact one, in the order of states, protocols, cases, levels, quantities.
std::vector<ComparisonRow> compare(const ExperimentResult& result);

/// Held by graft, a cage or rods, whether they have healed or not.
bool is_fused(const spine::SpineModel& spine, spine::Level level);
/// Not held, but with bone, disc or ligament taken.
bool is_decompressed(const spine::SpineModel& spine, spine::Level level);
/// The first levels above and below what is fused; where nothing is, of what is decompressed.
std::vector<spine::Level> adjacent_levels(const spine::SpineModel& spine);

}  // namespace spondyl::study
