// Where a pedicle screw runs: through the middle of the pedicle in the direction that its angles say, from where that line
// enters the arch from behind.
#pragma once

#include "spine/alignment.hpp"
#include "spine/spine_mesh.hpp"

namespace spondyl::spine {

struct ScrewPath {
  Eigen::Vector3d entry;      ///< on the bone's surface, mm
  Eigen::Vector3d direction;  ///< unit vector from the entry to the tip

  Eigen::Vector3d at(double depth) const { return entry + depth * direction; }
};

/// Throws core::Error if there is no pedicle or if the screw leaves the bone before its tip, saying how long it may be.
ScrewPath screw_path(const SpineMesh& mesh, const Alignment& alignment, const ScrewSpec& screw);

/// All bone of a vertebra, of one side of its arch only.
std::vector<int> bone_around_screw(const SpineMesh& mesh, Vertebra v, Side side);

}  // namespace spondyl::spine
