// Where a solve starts. Nothing here depends on the path, so any start leads to the same answer; a near one needs a third
// of the iterations.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "fem/newton.hpp"
#include "study/solution_cache.hpp"

namespace spondyl::study {

/// Of the solutions that are `alike`, brought over to `spine`, the one that is nearest to the target, at the loads of the
/// target; nothing where none is nearer than `cold`, from which the solve would start otherwise. Nearest is where the
/// potential is lowest; where a rotation is held, where the stored energy is lowest and not far above that of `cold`.
std::optional<fem::State> warm_start(const spine::SpineModel& spine, const fem::State& cold, const fem::Target& target,
                                     const std::vector<std::shared_ptr<const Solution>>& alike, int threads);

}  // namespace spondyl::study
