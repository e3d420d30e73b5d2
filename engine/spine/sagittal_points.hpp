// The spine as a lateral radiograph shows it: the front and back corner of every endplate in the sagittal plane, x
// forward, z up, mm. Any origin. From such points come the measures that make a spine whose endplates lie on them.
#pragma once

#include <Eigen/Core>
#include <array>
#include <vector>

#include "spine/alignment.hpp"
#include "spine/person.hpp"

namespace spondyl::spine {

/// Corners of one endplate: (x, z).
struct PlateCorners {
  Eigen::Vector2d anterior = Eigen::Vector2d::Zero();
  Eigen::Vector2d posterior = Eigen::Vector2d::Zero();
};

struct SagittalPoints {
  std::array<PlateCorners, n_vertebrae> superior;
  std::array<PlateCorners, n_vertebrae - 1> inferior;  ///< of L1 to L5

  const PlateCorners& superior_of(Vertebra v) const { return superior[static_cast<std::size_t>(v)]; }
  const PlateCorners& inferior_of(Vertebra v) const { return inferior[static_cast<std::size_t>(v)]; }
};

/// Corners of a specification in its alignment: half the depth in front of and behind the center of each plate.
SagittalPoints sagittal_points(const SpineSpec& spec, const Alignment& alignment);

/// Endplate depths, heights and offsets of bodies and discs, and the sacral slope, for which the endplates of `align`
/// have exactly these corners, but for a common shift. The plates must be in order, the upper above the lower.
std::vector<Measure> measures_of(const SagittalPoints& points);

}  // namespace spondyl::spine
