// Posterior fixation: screws and hooks, the rods clamped in their heads, bars between the rods. Screws, rods and bars are
// beams; a screw is held by springs along its surface (docs/theory/implants.md).
#pragma once

#include "spine/implant_model.hpp"

namespace spondyl::spine {

/// Adds screws, hooks, rods and cross-links. Throws core::Error for a rod without two anchors and for anchors that find
/// no bone.
void add_fixation(const SpineSpec& spec, const Alignment& alignment, const SpineMesh& mesh,
                  fem::ModelDefinition& definition, ImplantParts& parts);

}  // namespace spondyl::spine
