#include "study/population.hpp"

#include <algorithm>

#include "study/text_columns.hpp"

namespace spondyl::study {

const PopulationRow* Population::find(std::string_view state, LoadCase load_case, Protocol protocol, spine::Level level,
                                      std::string_view quantity) const {
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const PopulationRow& row) {
    return row.quantity == quantity && row.level == level && row.protocol == protocol && row.load_case == load_case &&
           row.state == state;
  });
  return found == rows.end() ? nullptr : &*found;
}

std::string band_text(const std::optional<Band>& change_percent) {
  using text::percent;
  if (!change_percent)
    return text::nothing;
  return percent(change_percent->median) + " (" + percent(change_percent->low) + " to " +
         percent(change_percent->high) + ")";
}

}  // namespace spondyl::study
