// The spine as hexahedra: six bodies and five discs on one stack of cross-sections that share their nodes.
#pragma once

#include <array>
#include <vector>

#include "fem/mesh.hpp"
#include "spine/alignment.hpp"
#include "spine/cross_section.hpp"
#include "spine/specification.hpp"

namespace spondyl::spine {

enum class Tissue { cancellous_bone, cortical_bone, bony_endplate, nucleus, annulus, bone_graft };
inline constexpr std::array<std::string_view, 6> tissue_names{"cancellous_bone", "cortical_bone", "bony_endplate",
                                                              "nucleus",         "annulus",       "bone_graft"};

/// What an element is. `part` is the vertebra (L1 = 0 … S1 = 5) of bone, the level (L1-L2 = 0 …) of disc and graft.
struct ElementTag {
  Tissue tissue;
  int part;
  double depth;  ///< annulus: 0 at the nucleus, 1 at the outer edge
};

/// Nodes of one cross-section at one height, numbered like CrossSection::nodes (planes of discs lack the cortex).
using Plane = std::vector<int>;

struct SpineMesh {
  fem::Mesh mesh;
  std::vector<ElementTag> tags;  ///< of every hexahedron
  CrossSection section;
  std::array<std::vector<Plane>, n_vertebrae> body_planes;  ///< from below; the last is the upper endplate
  std::array<std::vector<Plane>, n_levels> disc_planes;     ///< from below; first and last belong to the bodies

  std::vector<int> elements(Tissue tissue, int part) const;
};

SpineMesh make_spine_mesh(const SpineSpec& spec, const Alignment& alignment);

}  // namespace spondyl::spine
