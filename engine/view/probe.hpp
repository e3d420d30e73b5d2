// What lies under a place of the picture: the part of the spine nearest to the eye there, and its value.
#pragma once

#include <Eigen/Core>
#include <optional>
#include <string>
#include <vector>

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

/// Where it meets a round bar of this radius (mm) along these points first.
std::optional<Eigen::Vector3d> nearest_on_bar(const std::vector<Eigen::Vector3d>& points, double radius, const Aim& aim,
                                              const Eigen::Vector2d& at);

struct Probe {
  std::optional<SkinKind> kind;  ///< also of what is behind a ligament; nothing: it is an implant, or a ligament alone
  int part;                      ///< see Skin
  Eigen::Vector3d place;
  std::optional<double> value;          ///< of the field; nothing on parts that do not wear it
  std::string name = {}, carries = {};  ///< of an implant or ligament, see Bar and Specimen::implants
};

/// "L4-L5, disc" and, in a second line, "von Mises stress 0.42 MPa"; of implants what they carry.
std::string text_of(const Probe& probe, Field field, bool is_plain = false);

}  // namespace spondyl::view
