// The two facet joints of a motion segment: where their cartilage may touch.
#pragma once

#include <vector>

#include "spine/alignment.hpp"

namespace spondyl::spine {

/// One facet joint: the plane of the lower vertebra's superior facet and the points of the upper vertebra's inferior
/// facet that may meet it. The normal points from the lower vertebra's facet to the upper's, backwards and inwards.
struct FacetJoint {
  Eigen::Vector3d origin;
  Eigen::Vector3d normal;
  std::vector<Eigen::Vector3d> points;
  double point_area;  ///< mm^2, for each of the points
};

/// Left and right joint of a level in the unloaded spine. Flat facets in the middle between the two published facet
/// centers, half the gap to each side.
std::array<FacetJoint, 2> facet_joints(const SpineSpec& spec, const Alignment& alignment, Level level);

}  // namespace spondyl::spine
