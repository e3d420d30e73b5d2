// Where the strands of the seven ligaments begin and end.
#pragma once

#include <variant>
#include <vector>

#include "fem/connector.hpp"
#include "spine/alignment.hpp"
#include "spine/spine_mesh.hpp"

namespace spondyl::spine {

/// An end of a strand: a point of the bone, or a point of the sacrum (mm), which is held.
using StrandEnd = std::variant<fem::WeightedPoint, Eigen::Vector3d>;
struct StrandEnds {
  StrandEnd upper, lower;
};

/// Strands of one ligament of one level with the stiffness of each.
struct StrandLayout {
  std::vector<StrandEnds> strands;
  double stiffness;  ///< of each, N per unit strain
};
StrandLayout strand_layout(const SpineSpec& spec, const Alignment& alignment, const SpineMesh& mesh, Level level,
                           Ligament ligament);

}  // namespace spondyl::spine
