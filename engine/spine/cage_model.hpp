// Interbody cages: boxes with a window, between the endplates they stand on. A cage fits the endplates, curved as they
// are, and is as high as the space between them: its height and lordosis act through the distraction that made this space.
#pragma once

#include "spine/implant_model.hpp"

namespace spondyl::spine {

/// Whether the footprint covers a point of the plane of the lower endplate (mm, in the frame of that endplate).
bool covers(const CageSpec& cage, double x, double y);

/// Adds mesh, material and what joins it to both endplates. Throws core::Error for a cage that the disc has no room for.
CageParts add_cage(const SpineSpec& spec, const Alignment& alignment, SpineMesh& mesh, Level level,
                   const CageSpec& cage, fem::ModelDefinition& definition, std::vector<Ranked>& nodes);

}  // namespace spondyl::spine
