#include "view/aim.hpp"

#include <vtkCamera.h>

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>

#include "core/units.hpp"

namespace spondyl::view {
namespace {

constexpr double margin = 1.06;
constexpr double eye_distance = 600;  // mm; a parallel projection only needs to stand outside

/// From the direction of the eye.
Aim from(const Eigen::Vector3d& eye, const Eigen::Vector3d& upwards) {
  Aim aim;
  const Eigen::Vector3d towards = eye.normalized();
  aim.right = upwards.cross(towards).normalized();
  aim.up = towards.cross(aim.right);
  return aim;
}

}  // namespace

Aim aim_at(Viewpoint viewpoint) {
  const Eigen::Vector3d x = Eigen::Vector3d::UnitX(), y = Eigen::Vector3d::UnitY(), z = Eigen::Vector3d::UnitZ();
  switch (viewpoint) {
    case Viewpoint::anterior:
      return from(x, z);
    case Viewpoint::posterior:
      return from(-x, z);
    case Viewpoint::lateral_left:
      return from(y, z);
    case Viewpoint::lateral_right:
      return from(-y, z);
    case Viewpoint::axial:
      return from(z, x);
    case Viewpoint::oblique:
      break;
  }
  const double turn = core::radians(116), rise = core::radians(12);
  return from({std::cos(rise) * std::cos(turn), std::cos(rise) * std::sin(turn), std::sin(rise)}, z);
}

Aim fitted(Aim aim, const std::vector<Eigen::Vector3d>& places, double aspect, double right_share) {
  aim.focus.setZero();
  Eigen::AlignedBox2d box;
  for (const Eigen::Vector3d& place : places)
    box.extend(aim.project(place));
  const Eigen::Vector2d half = 0.5 * box.sizes();
  aim.half_height = margin * std::max(half.y(), half.x() / (aspect * (1 - right_share)));
  const Eigen::Vector2d middle = box.center() + Eigen::Vector2d(right_share * aspect * aim.half_height, 0);
  aim.focus = middle.x() * aim.right + middle.y() * aim.up;
  return aim;
}

Aim turned(Aim aim, const Eigen::Vector3d& about, double turn) {
  const Eigen::AngleAxisd rotation(turn, Eigen::Vector3d::UnitZ());
  aim.focus = about + rotation * (aim.focus - about);
  aim.right = rotation * aim.right;
  aim.up = rotation * aim.up;
  return aim;
}

void apply(const Aim& aim, vtkCamera* camera) {
  const Eigen::Vector3d eye = aim.focus + eye_distance * aim.towards_eye();
  camera->ParallelProjectionOn();
  camera->SetFocalPoint(aim.focus.data());
  camera->SetPosition(eye.data());
  camera->SetViewUp(aim.up.data());
  camera->SetParallelScale(aim.half_height);
}

Aim aim_of(vtkCamera* camera) {
  const Eigen::Map<const Eigen::Vector3d> eye(camera->GetPosition()), up(camera->GetViewUp());
  Aim aim = from(eye - Eigen::Map<const Eigen::Vector3d>(camera->GetFocalPoint()), up);
  aim.focus = Eigen::Map<const Eigen::Vector3d>(camera->GetFocalPoint());
  aim.half_height = camera->GetParallelScale();
  return aim;
}

}  // namespace spondyl::view
