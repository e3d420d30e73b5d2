// How well the elements of a mesh are shaped.
#pragma once

#include <span>
#include <vector>

#include "fem/mesh.hpp"

namespace spondyl::fem {

/// Scaled Jacobian at the eight corners of an element, in the order of its nodes: the volume that the three edges span
/// over the product of their lengths (Knupp 2003).
std::array<double, 8> corner_jacobians(const Mesh& mesh, const Hexahedron& element);

/// The smallest of them: 1 for a brick, not positive where the element is turned inside out (the hexahedron's "scaled
/// Jacobian" of the Verdict library, without its center).
double scaled_jacobian(const Mesh& mesh, const Hexahedron& element);

/// Scaled Jacobians of a set of elements.
struct MeshQuality {
  std::size_t n_elements = 0;
  double least = 1;
  double fifth_percentile = 1;  ///< 95 % of the elements are better
  double above_half = 1;        ///< share of the elements above 0.5
  int worst = -1;               ///< element with the least
};
/// Of the given elements, or of all.
MeshQuality mesh_quality(const Mesh& mesh, std::span<const int> elements);
MeshQuality mesh_quality(const Mesh& mesh);

}  // namespace spondyl::fem
