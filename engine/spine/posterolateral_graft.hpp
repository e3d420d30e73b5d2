// Bone laid from transverse process to transverse process: a beam of its section, grown on both over its width.
#pragma once

#include "spine/implant_model.hpp"

namespace spondyl::spine {

/// Throws core::Error where a vertebra has nothing left to graft on to.
PosterolateralGraftParts add_posterolateral_graft(const SpineSpec& spec, const Alignment& alignment,
                                                  const SpineMesh& mesh, const PosterolateralGraftSpec& graft,
                                                  fem::ModelDefinition& definition, ImplantParts& parts);

}  // namespace spondyl::spine
