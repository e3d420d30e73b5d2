// What bone density makes of the moduli of bone. A T-score counts standard deviations from young adults. Cancellous
// bone gains or loses a share of its density with every point and follows the power law of Morgan 2003; cortical bone
// and endplates gain or lose a share of their modulus. Numbers and sources: bone_density.* in models/tissues.toml.
#pragma once

#include "core/parameter.hpp"

namespace spondyl::spine {

/// Moduli over those at T-score 0.
struct BoneDensityRatios {
  double cancellous = 1;
  double cortical = 1;
  double endplate = 1;
  double posterior = 1;
};

/// At the table's tissue.bone_t_score.
BoneDensityRatios bone_density_ratios(const core::ParameterTable& table);

}  // namespace spondyl::spine
