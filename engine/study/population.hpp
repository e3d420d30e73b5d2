// An answer over many plausible people instead of one number.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "spine/level.hpp"
#include "study/load_case.hpp"
#include "study/protocol.hpp"

namespace spondyl::study {

/// Of the people that have a value.
struct Band {
  double median = 0, low = 0, high = 0;  ///< low and high: 5 and 95 %
  std::size_t n = 0;
};

/// The same as a ComparisonRow, over people; nothing where nobody has a value.
struct PopulationRow {
  std::string state;
  LoadCase load_case;
  Protocol protocol;
  spine::Level level;
  std::string quantity;
  std::optional<Band> intact, operated, change_percent;
};

struct Population {
  std::size_t n_people = 0;   ///< asked for: persons of the seeds 1 to n_people
  std::size_t n_refused = 0;  ///< on whom the plan cannot be carried out
  std::size_t n_failed = 0;   ///< with a case that did not converge
  std::vector<PopulationRow> rows;

  /// Null where there is none.
  const PopulationRow* find(std::string_view state, LoadCase load_case, Protocol protocol, spine::Level level,
                            std::string_view quantity) const;
};

/// Of changes: "+27 % (+12 % to +45 %)", median and 5 to 95 %; a dash for nothing.
std::string band_text(const std::optional<Band>& change_percent);

}  // namespace spondyl::study
