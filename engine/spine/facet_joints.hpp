// The two facet joints of a motion segment: where their articular surfaces lie in the unloaded spine.
#pragma once

#include "spine/alignment.hpp"
#include "spine/region.hpp"

namespace spondyl::spine {

/// Plane in the middle of a joint's gap with the rectangle that bounds both articular surfaces. The superior process of
/// the lower vertebra ends half a gap on one side of it, the inferior process of the upper vertebra on the other.
struct FacetJoint {
  Eigen::Vector3d center;
  Eigen::Vector3d normal;  ///< from the lower vertebra's facet to the upper's: backwards and inwards
  Eigen::Vector3d across;  ///< in the plane, forwards and inwards
  Eigen::Vector3d along;   ///< in the plane, upwards
  double width;            ///< mm, across
  double height;           ///< mm, along
  double gap;              ///< mm

  /// Point of the plane `offset` mm along the normal, at the given distances (mm) from the center.
  Eigen::Vector3d at(double u, double v, double offset) const {
    return center + u * across + v * along + offset * normal;
  }
};

/// The joint in the middle between the two published facet centers.
FacetJoint facet_joint(const SpineSpec& spec, const Alignment& alignment, Level level, Side side);

}  // namespace spondyl::spine
