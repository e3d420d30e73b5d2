// The cross-section that bodies and discs share: a kidney, meshed as an O-grid (a square core, rings around it).
//
//        . - ~ - .             rings: nucleus_rings to the nucleus' edge, annulus_rings to the disc's edge, then one
//      /  +-----+  \           ring of cortical bone that bodies have and discs have not
//     |   | core |  |   x      angle: 0 = anterior, pi/2 = left
//      \  +-----+  /    ^
//        `-.___.-'      +--> -y
#pragma once

#include <Eigen/Core>
#include <array>
#include <vector>

#include "spine/resolution.hpp"

namespace spondyl::spine {

/// Number of elements: along a side of the core, in rings, through disc and body height.
struct MeshDensity {
  int core;
  int nucleus_rings;
  int annulus_rings;
  int disc_layers;
  int lower_layers;    ///< of cancellous bone, below the pedicles
  int pedicle_layers;  ///< of cancellous bone, where the pedicles begin; as many around the wall
};
MeshDensity mesh_density(Resolution resolution);

enum class Zone { core, annulus, cortex };

/// Node of the section in unit coordinates: radius 1 is the disc's edge, angle from anterior towards left.
/// Nodes of the core lie inside the nucleus and scale with it.
struct SectionNode {
  Zone zone;
  double radius;  ///< core: fraction of the nucleus radius; annulus: 0 at the nucleus' edge, 1 at the disc's; cortex: 1
  double angle;
};

/// Quadrilateral, counter-clockwise seen from above; in rings 0-1 points outwards and 1-2 along the angle.
struct SectionQuad {
  std::array<int, 4> nodes;
  Zone zone;
  double depth;  ///< middle of an annulus ring: 0 = inner edge, 1 = outer edge
};

struct CrossSection {
  std::vector<SectionNode> nodes;
  std::vector<SectionQuad> quads;
  int n_disc_nodes;       ///< the first of `nodes`; those of the cortex follow
  int n_around;           ///< nodes in a ring, the first at -pi/4
  std::vector<int> rim;   ///< the disc's edge
  std::vector<int> wall;  ///< the outer face of the cortex
  /// Nodes of the wall where a pedicle begins, from the midline outwards: left, right.
  std::array<std::vector<int>, 2> pedicle_roots;
};
CrossSection make_cross_section(const MeshDensity& density);

/// Shape of one plate, mm.
struct PlateShape {
  double width;
  double depth;
  double nucleus_fraction;  ///< of the area
  double nucleus_offset;    ///< forward positive
  double cortex;            ///< thickness outside the disc's edge
  double concavity = 0;     ///< depth of the middle below the rim
};
/// Position in the plate's plane (x anterior, y left).
Eigen::Vector2d place(const SectionNode& node, const PlateShape& shape);
/// How far below the plane of the rim a node of a concave plate lies, mm.
double sag(const SectionNode& node, const PlateShape& shape);
/// Where the hollow of a plate of the given depth is deepest: its back edge in the midline (x, mm).
double posterior_wall(double depth);

}  // namespace spondyl::spine
