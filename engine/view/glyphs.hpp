// Directions inside the discs that a plane goes through: of the principal stresses, and of the fibers of the annulus.
#pragma once

#include <Eigen/Core>
#include <vector>

#include "view/specimen.hpp"

class vtkPlane;

namespace spondyl::view {

/// In the middle of an element.
struct Glyph {
  Eigen::Vector3d place;      ///< mm
  Eigen::Vector3d direction;  ///< unit vector, or its opposite
  double stress;              ///< MPa, tension positive; 0 of a fiber
};

/// Of elements whose corners, now at `nodes`, lie on both sides of the plane. `kind`: stresses (the largest and the
/// smallest principal one of each element of the annulus and the nucleus) or fibers (both families, as deformed).
std::vector<Glyph> glyphs_in(const Specimen& specimen, Glyphs kind, const std::vector<Eigen::Vector3d>& nodes,
                             vtkPlane& plane);

}  // namespace spondyl::view
