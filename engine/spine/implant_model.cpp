#include "spine/implant_model.hpp"

#include "spine/cage_model.hpp"
#include "spine/fixation.hpp"
#include "spine/posterolateral_graft.hpp"

namespace spondyl::spine {

fem::BeamStation ImplantParts::add_station(fem::ModelDefinition& definition, const Eigen::Vector3d& center,
                                           double rank) {
  const fem::BeamStation station = fem::add_station(definition, center);
  for (int n : station.nodes())
    nodes.push_back({n, rank});
  bodies.push_back({station.body, rank});
  return station;
}

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
