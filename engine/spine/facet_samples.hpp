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

/// The four Gauss points of every quadrilateral; areas add up to the surface's. Of a surface whose share `removed` was
/// cut off, from the front, only the rest: a quadrilateral that the edge of the cut crosses stands for less area.
std::vector<FacetSample> samples(const fem::Mesh& mesh, const ArticularFace& face, double removed = 0);

/// First column of quadrilaterals of such a surface of which something is left; `face.columns` where nothing is.
int first_column(const ArticularFace& face, double removed);

/// Share of the surface of a joint that is lost because one or the other process was cut.
double removed_share(const SpineMesh& mesh, Level level, Side side);

}  // namespace spondyl::spine
