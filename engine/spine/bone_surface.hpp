// The skin of bones and discs for display: a subdivided boundary whose points are fixed in the elements below, so that it
// moves with the mesh. Smoothed, therefore a little inside the boundary of the elements; articular surfaces stay flat.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "fem/weighted_point.hpp"
#include "spine/spine_mesh.hpp"

namespace spondyl::spine {

struct SurfaceQuad {
  std::array<int, 4> points;  ///< counter-clockwise seen from outside
  Region region;
  Side side;
};

/// Skin of one vertebra, or of other tissues.
struct BoneSurface {
  std::vector<fem::WeightedPoint> points;  ///< in terms of the nodes of the mesh
  std::vector<SurfaceQuad> quads;
  int quads_of_face = 1;  ///< quads of one face of an element stand one behind the other
};

/// Lines between points that the edges of the elements have become, each once: all lie on the quads.
std::vector<std::array<int, 2>> element_edges(const BoneSurface& surface);

/// Each of `subdivisions` (0 to 4) halves the quadrilaterals both ways (Catmull and Clark 1978).
BoneSurface bone_surface(const SpineMesh& mesh, Vertebra v, int subdivisions);
/// The same around the elements of some tissues of one part (see ElementTag); empty where there are none.
BoneSurface tissue_surface(const SpineMesh& mesh, std::span<const Tissue> tissues, int part, int subdivisions);

}  // namespace spondyl::spine
