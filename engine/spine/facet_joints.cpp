#include "spine/facet_joints.hpp"

#include <cmath>
#include <numbers>

namespace spondyl::spine {

namespace {

constexpr int n_across = 4, n_along = 5;  // points on a facet, inside its ellipse

}  // namespace

std::array<FacetJoint, 2> facet_joints(const SpineSpec& spec, const Alignment& alignment, Level level) {
  const VertebraSpec& above = spec[upper(level)];
  const VertebraSpec& below = spec[lower(level)];
  const DiscSpec& disc = spec.disc(level);
  const Frame& frame = alignment.body_of(upper(level));
  std::array<FacetJoint, 2> joints;
  for (std::size_t k = 0; k < 2; ++k) {
    const double side = k == 0 ? 1.0 : -1.0;  // left is +y
    const auto at = [side](const Frame& f, const Landmark& p) { return f({p.x, side * p.y, p.z}); };
    const Eigen::Vector3d center =
        0.5 * (at(frame, above.inferior_facet) + at(alignment.body_of(lower(level)), below.superior_facet));
    const double c = std::cos(disc.facet_angle), s = std::sin(disc.facet_angle);
    const double up = std::cos(disc.facet_inclination), flat = std::sin(disc.facet_inclination);
    FacetJoint& joint = joints[k];
    joint.normal = frame.axes * Eigen::Vector3d(-s * flat, -side * c * flat, up);
    const Eigen::Vector3d across = frame.axes * Eigen::Vector3d(c, -side * s, 0);
    const Eigen::Vector3d along = joint.normal.cross(across) * side;
    joint.origin = center - 0.5 * disc.facet_gap * joint.normal;
    for (int i = 0; i < n_across; ++i) {
      for (int j = 0; j < n_along; ++j) {
        const double u = (2.0 * i + 1) / n_across - 1, v = (2.0 * j + 1) / n_along - 1;
        if (u * u + v * v > 1)
          continue;
        joint.points.push_back(center + 0.5 * disc.facet_gap * joint.normal + 0.5 * above.facet_width * u * across +
                               0.5 * above.facet_height * v * along);
      }
    }
    joint.point_area =
        std::numbers::pi / 4 * above.facet_width * above.facet_height / static_cast<double>(joint.points.size());
  }
  return joints;
}

}  // namespace spondyl::spine
