// Reference geometry of one element, and its place in a pack.
#pragma once

#include <span>

#include "fem/hex8.hpp"
#include "fem/mesh.hpp"

namespace spondyl::fem::hex8 {

/// Smallest Jacobian over the integration points divided by the center's; not positive means a useless element.
struct GeometryResult {
  Geometry<double> geometry;
  double smallest_jacobian;  ///< mm^3 per unit of natural volume
};
GeometryResult reference_geometry(const Mesh& mesh, const Hexahedron& element);

/// Copies one element into lane `lane` of a pack.
void set_lane(const Geometry<double>& from, int lane, Geometry<Lanes>& to);

}  // namespace spondyl::fem::hex8
