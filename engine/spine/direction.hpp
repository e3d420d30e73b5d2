// A sense of rotation of the upper spine against the sacrum.
#pragma once

#include "spine/spine_model.hpp"

namespace spondyl::spine {

/// About which axis, and +1 or -1 (right-handed: flexion is +y, bending to the left -x, rotation to the left +z).
struct Direction {
  Axis axis = Axis::flexion;
  double sign = 1;
};

}  // namespace spondyl::spine
