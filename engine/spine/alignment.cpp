#include "spine/alignment.hpp"

#include <cmath>

namespace spondyl::spine {

namespace {

/// Endplate frame in the sagittal plane; positive tilt leans the normal forward.
Frame tilted(const Eigen::Vector3d& origin, double tilt) {
  return {origin, Eigen::AngleAxisd(tilt, Eigen::Vector3d::UnitY()).toRotationMatrix()};
}

double tilt_of(const Frame& f) { return std::atan2(f.axes(0, 2), f.axes(2, 2)); }

/// The plate above a wedge with the given heights in front and behind, `depth` apart, its center `offset` forward.
Frame above(const Frame& plate, double anterior, double posterior, double depth, double offset) {
  const double wedge = 2 * std::atan2(0.5 * (anterior - posterior), depth);  // opens forward
  const double tilt = tilt_of(plate);
  const Frame middle = tilted(plate.origin, tilt - 0.5 * wedge);
  return tilted(plate.origin + 0.5 * (anterior + posterior) * middle.axes.col(2) + offset * middle.axes.col(0),
                tilt - wedge);
}

}  // namespace

Alignment align(const SpineSpec& spec) {
  Alignment a;
  a.superior.back() = tilted(Eigen::Vector3d::Zero(), spec.sacral_slope);
  a.body.back() = a.superior.back();
  a.inferior.back() = a.superior.back();
  for (std::size_t v = n_vertebrae - 1; v-- > 0;) {
    const VertebraSpec& upper = spec.vertebrae[v];
    const DiscSpec& disc = spec.discs[v];
    const double disc_depth = 0.5 * (upper.inferior_depth + spec.vertebrae[v + 1].superior_depth);
    const double body_depth = 0.5 * (upper.inferior_depth + upper.superior_depth);
    // What stands on a cage or on graft stands where it was put.
    const double settling = disc.fill == DiscFill::disc && spec.implants.cages[v].empty() ? 1 : 0;
    a.inferior[v] = above(a.superior[v + 1],
                          disc.height_anterior * (1 - settling * disc.settling_anterior) + disc.distraction_anterior,
                          disc.height_posterior * (1 - settling * disc.settling_posterior) + disc.distraction_posterior,
                          disc_depth, disc.offset);
    a.superior[v] = above(a.inferior[v], upper.height_anterior, upper.height_posterior, body_depth, upper.offset);
    a.body[v] = tilted(0.5 * (a.inferior[v].origin + a.superior[v].origin),
                       0.5 * (tilt_of(a.inferior[v]) + tilt_of(a.superior[v])));
  }
  return a;
}

double lordosis(const Alignment& a) { return tilt_of(a.superior.back()) - tilt_of(a.superior.front()); }

}  // namespace spondyl::spine
