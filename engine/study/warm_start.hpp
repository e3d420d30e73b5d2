// Where a solve starts. Nothing here depends on the path, so any start leads to the same answer; a near one needs a third
// of the iterations.
#pragma once

#include <optional>
#include <string>

#include "fem/newton.hpp"
#include "study/solution_cache.hpp"

namespace spondyl::study {

/// Where a solve without a past begins: a neutral state or a load control case, and the title of its solution (a neutral
/// state itself begins nowhere: empty).
struct ColdStart {
  const fem::State& state;
  std::string title;
};

/// A state near the solution, and how many saddles the solves that it comes from went over.
struct WarmStart {
  fem::State state;
  int saddles;
};

/// Of the solutions of this title in `cache`, brought over to `spine`, the one that is nearest to the target, at the loads of
/// the target; nothing where none is nearer than `cold`. Nearest is where the potential is lowest; where a rotation is held,
/// where the stored energy is lowest and not far above that of `cold`. To one of the other fidelity is added what that
/// fidelity left out of the cold start. Evaluated in `work`, made for the model of `spine`.
std::optional<WarmStart> warm_start(const spine::SpineModel& spine, const std::string& title, const ColdStart& cold,
                                    const fem::Target& target, const SolutionCache& cache, fem::Assembly& work);

/// The mirror image of `opposite` at the loads of the target. Nothing if its loads or a held rotation are off by more than
/// `balanced` of their size, or its forces out of balance by more than this of their sum, that is, if it was solved for other
/// loads or the spine is not its own mirror image: more than rounding and the tolerance of the solver, less than tissue that
/// differs from side to side.
std::optional<fem::State> mirrored_start(const spine::SpineModel& spine, const fem::State& opposite,
                                         const fem::State& cold, const fem::Target& target, double balanced,
                                         fem::Assembly& work);

}  // namespace spondyl::study
