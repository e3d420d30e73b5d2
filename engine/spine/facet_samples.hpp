// Points spread over an articular surface, each with the area it stands for.
#pragma once

#include <vector>

#include "fem/weighted_point.hpp"
#include "spine/spine_mesh.hpp"

namespace spondyl::spine {

struct FacetSample {
  fem::WeightedPoint point;
  double area;  ///< mm^2
};

/// The four Gauss points of every quadrilateral; areas add up to the surface's.
std::vector<FacetSample> samples(const fem::Mesh& mesh, const ArticularFace& face);

}  // namespace spondyl::spine
