// What cages make of the lordosis of a spine that nothing loads but its own ligaments.
#pragma once

#include "spine/specification.hpp"

namespace spondyl::surgery {

/// Angle between the endplates of a level, rad, lordotic positive; with what operations added to its heights.
double segmental_lordosis(const spine::SpineSpec& spec, spine::Level level);

/// By which operations have changed the lordosis of L1 to S1, rad.
double lordosis_change(const spine::SpineSpec& spec);

}  // namespace spondyl::surgery
