#include "spine/facet_joints.hpp"

#include <cmath>

namespace spondyl::spine {

FacetJoint facet_joint(const SpineSpec& spec, const Alignment& alignment, Level level, Side side) {
  const VertebraSpec& above = spec[upper(level)];
  const VertebraSpec& below = spec[lower(level)];
  const DiscSpec& disc = spec.disc(level);
  const Frame& frame = alignment.body_of(upper(level));
  const double y = sign(side);
  const auto at = [y](const Frame& f, const Landmark& p) { return f({p.x, y * p.y, p.z}); };
  const double c = std::cos(disc.facet_angle), s = std::sin(disc.facet_angle);
  const double up = std::cos(disc.facet_inclination), flat = std::sin(disc.facet_inclination);
  FacetJoint joint;
  joint.center = 0.5 * (at(frame, above.inferior_facet) + at(alignment.body_of(lower(level)), below.superior_facet));
  joint.normal = frame.axes * Eigen::Vector3d(-s * flat, -y * c * flat, up);
  joint.across = frame.axes * Eigen::Vector3d(c, -y * s, 0);
  joint.along = y * joint.normal.cross(joint.across);
  joint.width = above.facet_width;
  joint.height = above.facet_height;
  joint.gap = disc.facet_gap;
  return joint;
}

}  // namespace spondyl::spine
