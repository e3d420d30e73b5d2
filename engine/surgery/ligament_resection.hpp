// Cutting one ligament of one level.
#pragma once

#include "spine/specification.hpp"
#include "surgery/side_choice.hpp"

namespace spondyl::surgery {

struct Patient;

struct LigamentResection {
  spine::Level level = {};
  spine::Ligament ligament = spine::Ligament::ISL;
  Sides sides = Sides::both;
};

/// Throws bad_input where nothing is left to cut.
void perform(const LigamentResection& operation, Patient& patient);

}  // namespace spondyl::surgery
