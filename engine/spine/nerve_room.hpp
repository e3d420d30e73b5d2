// The room that nerves have at a level: the foramina between the pedicles and the canal behind the disc, from the
// deformed bone, the bulging disc and the ligamentum flavum. Pure functions of model and state (docs/theory/resection.md).
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "spine/spine_model.hpp"

namespace spondyl::spine {

inline constexpr int foramen_slices = 48;  ///< in which the area is measured, from pedicle to pedicle

struct NerveRoom {
  // Left and right; empty where a pedicle that bounds the foramen was removed.
  std::array<std::optional<double>, 2> foramen_height;  ///< mm, from pedicle to pedicle
  std::array<std::optional<double>, 2> foramen_area;    ///< mm^2, in the sagittal plane through the pedicles
  /// The edge of that area, mm: from the lower pedicle up along its front, from the upper pedicle down along its back. The
  /// first place and the middle one (foramen_slices + 1) lie at the pedicles, the height apart. Empty as above.
  std::array<std::vector<Eigen::Vector3d>, 2> foramen_outline;
  double canal_area = 0;   ///< mm^2, in the middle plane of the disc, between the inner faces of the pedicles
  double canal_depth = 0;  ///< mm, in the midline of that plane
};
NerveRoom nerve_room(const SpineModel& spine, const fem::State& state, Level level);

}  // namespace spondyl::spine
