// The spine as hexahedra: six bodies and five discs on one stack of cross-sections that share their nodes, and a
// posterior arch on each body, grown out of its wall.
#pragma once

#include <array>
#include <vector>

#include "fem/mesh.hpp"
#include "spine/alignment.hpp"
#include "spine/cross_section.hpp"
#include "spine/region.hpp"
#include "spine/specification.hpp"

namespace spondyl::spine {

enum class Tissue {
  cancellous_bone,
  cortical_bone,
  bony_endplate,
  posterior_bone,
  nucleus,
  annulus,
  bone_graft,
  cage,
  cage_graft  ///< in the window of a cage
};
inline constexpr std::array<std::string_view, 9> tissue_names{"cancellous_bone", "cortical_bone", "bony_endplate",
                                                              "posterior_bone",  "nucleus",       "annulus",
                                                              "bone_graft",      "cage",          "cage_graft"};
/// Part of a vertebra.
constexpr bool is_bone(Tissue tissue) { return tissue <= Tissue::posterior_bone; }

/// What an element is. `part` is the vertebra (L1 = 0 … S1 = 5) of bone, the level (L1-L2 = 0 …) of disc and graft.
struct ElementTag {
  Tissue tissue;
  int part;
  double depth;  ///< annulus: 0 at the nucleus, 1 at the outer edge
  Region region = Region::none;
  Side side = Side::middle;
  double kept = 1;  ///< share of a bone element that a cut has left
};

/// Nodes of one cross-section at one height, numbered like CrossSection::nodes (planes of discs lack the cortex).
using Plane = std::vector<int>;

/// A block of a posterior arch: elements in rows, i from the midline outwards, j from front to back, k upwards.
struct BoneBlock {
  Region region;
  Side side;
  std::array<int, 3> size;    ///< elements along i, j, k
  std::vector<int> elements;  ///< (k * size[1] + j) * size[0] + i; -1 where cut out
};

/// Articular surface of a process: a grid of nodes in one plane, columns from front to back, rows upwards. Where bone
/// was cut its nodes may belong to no element.
struct ArticularFace {
  int columns = 0, rows = 0;  ///< of quadrilaterals
  std::vector<int> nodes;     ///< row * (columns + 1) + column

  int node(int column, int row) const { return nodes[static_cast<std::size_t>(row * (columns + 1) + column)]; }
};

/// Posterior arch of one vertebra; of S1 only what carries its superior articular surfaces.
struct PosteriorArch {
  std::vector<BoneBlock> blocks;
  std::vector<int> nodes;                      ///< without those of the body's wall
  std::array<ArticularFace, 2> superior_face;  ///< left, right; L1: without an opposite
  std::array<ArticularFace, 2> inferior_face;  ///< left, right; S1: none
  // Landmarks of the uncut bone in the frame of the vertebra.
  Eigen::Vector3d pedicle_middle = Eigen::Vector3d::Zero();  ///< left
  double pillar_back = 0;                                    ///< x of the back of what stands behind the pedicle
};

struct SpineMesh {
  fem::Mesh mesh;
  std::vector<ElementTag> tags;  ///< of every hexahedron
  CrossSection section;
  std::array<std::vector<Plane>, n_vertebrae> body_planes;  ///< from below; the last is the upper endplate
  std::array<std::vector<Plane>, n_levels> disc_planes;     ///< from below; first and last belong to the bodies

  std::array<PosteriorArch, n_vertebrae> arches;
  RemovedBone removed;              ///< by the cuts, and what went with them
  std::vector<BoneCut> loose_bone;  ///< regions of which something went because it hung on nothing any more

  std::vector<int> elements(Tissue tissue, int part) const;
  /// Elements of a region of a vertebra, of one side or (middle) of both.
  std::vector<int> elements(Vertebra v, Region region, Side side = Side::middle) const;
};

/// `alignment` is that of the specification. Where discs are distracted, vertebrae keep the shape that they have without
/// and stand apart. What is resected is left out; throws core::Error for cuts that cannot be made.
SpineMesh make_spine_mesh(const SpineSpec& spec, const Alignment& alignment);

/// Every vertebra moved as a whole from one alignment to the other; discs fill what is between.
SpineMesh displaced(SpineMesh mesh, const Alignment& from, const Alignment& to);

}  // namespace spondyl::spine
