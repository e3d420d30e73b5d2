// The outcomes of a level under the names, in the units and in the order that all outputs use. A dot leads into an
// object of result.json: "disc_height_change_mm.anterior".

#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "spine/measure.hpp"

namespace spondyl::study {

struct Quantity {
  std::string name;
  bool is_compared;  ///< a change in per cent means something
  std::function<std::optional<double>(const spine::LevelMeasures&)> value;
};

/// All of them; nothing where a level lacks the part (a fused level its disc).
const std::vector<Quantity>& level_quantities();

/// Throws std::out_of_range for a name that is not among them.
const Quantity& level_quantity(std::string_view name);

}  // namespace spondyl::study
