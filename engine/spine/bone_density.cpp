#include "spine/bone_density.hpp"

#include <cmath>

namespace spondyl::spine {

BoneDensityRatios bone_density_ratios(const core::ParameterTable& table) {
  const double t = table.value("tissue.bone_t_score");
  const auto grown = [&](const char* share) { return 1 + t * table.value(std::string("bone_density.") + share); };
  return {.cancellous = std::pow(grown("density_per_t_score"), table.value("bone_density.density_exponent")),
          .cortical = grown("cortical_modulus_per_t_score"),
          .endplate = grown("endplate_modulus_per_t_score"),
          .posterior = grown("posterior_modulus_per_t_score")};
}

}  // namespace spondyl::spine
