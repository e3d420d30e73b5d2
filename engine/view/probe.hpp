// What lies under a place of the picture: the part of the spine nearest to the eye there, and its value.
#pragma once

#include <Eigen/Core>
#include <optional>
#include <string>

#include "view/aim.hpp"
#include "view/picture_style.hpp"
#include "view/skin.hpp"

class vtkPlane;
class vtkPolyData;

namespace spondyl::view {

/// Where the line of sight through a place meets polygons first.
struct Hit {
  Eigen::Vector3d place;  ///< mm
  double value;           ///< of the scalars of the points
};

/// `at`: see Aim::project. `kept`: only what lies on the side that its normal points to counts; null: everything does.
std::optional<Hit> nearest(vtkPolyData& polygons, const Aim& aim, const Eigen::Vector2d& at, vtkPlane* kept);

struct Probe {
  SkinKind kind;
  int part;  ///< see Skin
  Eigen::Vector3d place;
  std::optional<double> value;  ///< of the field; nothing on parts that do not wear it
};

/// "L4-L5, disc" and, in a second line, "von Mises stress 0.42 MPa".
std::string text_of(const Probe& probe, Field field, bool is_plain = false);

}  // namespace spondyl::view
