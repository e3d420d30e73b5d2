#include "spine/implant_model.hpp"

#include "spine/cage_model.hpp"
#include "spine/fixation.hpp"
#include "spine/posterolateral_graft.hpp"

namespace spondyl::spine {

ImplantParts add_implants(const SpineSpec& spec, const Alignment& alignment, SpineMesh& mesh,
                          fem::ModelDefinition& definition) {
  ImplantParts parts;
  add_fixation(spec, alignment, mesh, definition, parts);
  for (Level level : all_levels) {
    for (const CageSpec& cage : spec.implants.cages[static_cast<std::size_t>(level.index)])
      parts.cages.push_back(add_cage(spec, alignment, mesh, level, cage, definition, parts.nodes));
  }
  for (const PosterolateralGraftSpec& graft : spec.implants.posterolateral_grafts)
    parts.posterolateral_grafts.push_back(add_posterolateral_graft(spec, alignment, mesh, graft, definition, parts));
  return parts;
}

}  // namespace spondyl::spine
