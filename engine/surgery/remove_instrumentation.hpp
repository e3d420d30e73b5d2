// Taking rods with their screws, hooks and cross-links out again; cages and graft stay.
#pragma once

#include <vector>

#include "spine/level.hpp"

namespace spondyl::surgery {

struct Patient;

struct RemoveInstrumentation {
  std::vector<spine::Level> levels = {};  ///< none: everywhere
};

/// Throws bad_input where there is nothing to take out, and where a rod goes on beyond the levels.
void perform(const RemoveInstrumentation& operation, Patient& patient);

}  // namespace spondyl::surgery
