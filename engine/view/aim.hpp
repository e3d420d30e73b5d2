// Where a picture is taken from. Parallel projection, as on a radiograph: a scale bar holds everywhere.
#pragma once

#include <Eigen/Core>
#include <vector>

#include "view/picture_style.hpp"

class vtkCamera;

namespace spondyl::view {

struct Aim {
  Eigen::Vector3d focus = Eigen::Vector3d::Zero();
  Eigen::Vector3d right = Eigen::Vector3d::UnitY();  ///< on the screen
  Eigen::Vector3d up = Eigen::Vector3d::UnitZ();
  double half_height = 100;  ///< mm from the middle of the picture to its upper edge

  Eigen::Vector3d towards_eye() const { return right.cross(up); }
  /// Millimeters from the middle, to the right and upwards.
  Eigen::Vector2d project(const Eigen::Vector3d& place) const {
    return {(place - focus).dot(right), (place - focus).dot(up)};
  }
};

/// The view of a name. The side of the patient's left: on the right of the picture from the front, on the left from
/// behind; from above the front is up.
Aim aim_at(Viewpoint viewpoint);
/// Moves and scales until the places fill a picture of this width over height, but for a `right_share` of its width on
/// the right that stays free.
Aim fitted(Aim aim, const std::vector<Eigen::Vector3d>& places, double aspect, double right_share);

/// From another side: around the vertical through `about`, by `turn` (rad) to the left as seen from above.
Aim turned(Aim aim, const Eigen::Vector3d& about, double turn);

void apply(const Aim& aim, vtkCamera* camera);
Aim aim_of(vtkCamera* camera);

}  // namespace spondyl::view
