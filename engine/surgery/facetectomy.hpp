// Taking a facet joint away from its medial edge on: the inferior articular process of the upper vertebra, and its
// capsule by the same share. The superior process of the lower vertebra stays: without a partner it carries nothing.
#pragma once

#include "spine/level.hpp"
#include "surgery/side_choice.hpp"

namespace spondyl::surgery {

struct Patient;

struct Facetectomy {
  spine::Level level = {};
  double share = 1;  ///< above 0, up to 1
  Sides sides = Sides::both;
};

/// Throws bad_input where as much is gone already, or the share is none.
void perform(const Facetectomy& operation, Patient& patient);

}  // namespace spondyl::surgery
