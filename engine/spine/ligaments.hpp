// Where the strands of the seven ligaments begin and end.
#pragma once

#include <variant>
#include <vector>

#include "fem/connector.hpp"
#include "spine/alignment.hpp"
#include "spine/spine_mesh.hpp"

namespace spondyl::spine {

inline constexpr double flavum_half_width = 8.0;  ///< mm, of its strands on the lamina; from anatomy atlases, rounded

/// An end of a strand: a point of the bone, or a point of the sacrum (mm), which is held.
using StrandEnd = std::variant<fem::WeightedPoint, Eigen::Vector3d>;
struct StrandEnds {
  StrandEnd upper, lower;
  double kept = 1;  ///< share that no cut has taken, above 0
};

/// Where an end lies in the given mesh, mm.
Eigen::Vector3d place(const StrandEnd& end, const fem::Mesh& mesh);

/// Strands of one ligament of one level with the stiffness of each. Where all is resected there are none.
struct StrandLayout {
  std::vector<StrandEnds> strands;
  double stiffness;  ///< of each that is whole, N per unit strain
};
/// Takes what LigamentSpec::kept leaves of the strand's half (midline: the mean of both), and what is left of the bone on
/// which it begins and ends. Throws core::Error for a share kept outside 0 to 1.
StrandLayout strand_layout(const SpineSpec& spec, const Alignment& alignment, const SpineMesh& mesh, Level level,
                           Ligament ligament);

}  // namespace spondyl::spine
