// Bone laid from transverse process to transverse process, or to the ala of the sacrum.
#pragma once

#include <optional>

#include "spine/level.hpp"
#include "surgery/healing.hpp"
#include "surgery/side_choice.hpp"

namespace spondyl::surgery {

struct Patient;

struct PosterolateralGraft {
  spine::Level level = {};
  Sides sides = Sides::both;
  std::optional<Healing> healing = {};  ///< default: of the plan
};

/// Throws bad_input where a transverse process is gone or a graft lies already.
void perform(const PosterolateralGraft& operation, Patient& patient);

}  // namespace spondyl::surgery
