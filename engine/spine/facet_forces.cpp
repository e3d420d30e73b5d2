#include "spine/facet_forces.hpp"

#include <utility>

namespace spondyl::spine {

std::vector<FacetForce> facet_forces(const SpineModel& spine, const fem::State& state) {
  std::vector<FacetForce> out;
  for (const Level level : all_levels) {
    for (const Side side : both_sides) {
      const fem::PatchContact* joint = spine[level].facets[side == Side::left ? 0 : 1];
      if (!joint)
        continue;
      if (auto push = joint->push(state))
        out.push_back({level, side, std::move(push->place), push->force});
    }
  }
  return out;
}

}  // namespace spondyl::spine
