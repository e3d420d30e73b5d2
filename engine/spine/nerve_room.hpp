// The room that nerves have at a level: the foramina between the pedicles and the canal behind the disc, from the
// deformed bone, the bulging disc and the ligamentum flavum. Pure functions of model and state (docs/theory/resection.md).
#pragma once

#include <array>
#include <optional>

#include "spine/spine_model.hpp"

namespace spondyl::spine {

struct NerveRoom {
  // Left and right; empty where a pedicle that bounds the foramen was removed.
  std::array<std::optional<double>, 2> foramen_height;  ///< mm, from pedicle to pedicle
  std::array<std::optional<double>, 2> foramen_area;    ///< mm^2, in the sagittal plane through the pedicles
  double canal_area = 0;   ///< mm^2, in the middle plane of the disc, between the inner faces of the pedicles
  double canal_depth = 0;  ///< mm, in the midline of that plane
};
NerveRoom nerve_room(const SpineModel& spine, const fem::State& state, Level level);

}  // namespace spondyl::spine
