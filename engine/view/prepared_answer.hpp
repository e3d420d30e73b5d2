// An answer with all that it takes to draw it, made by the thread that solves.
#pragma once

#include <memory>
#include <vector>

#include "study/experiment.hpp"
#include "view/specimen.hpp"

namespace spondyl::view {

struct PreparedAnswer {
  std::shared_ptr<const study::ExperimentResult> result;
  /// Of each state, of each of its cases in their order; null where one did not converge.
  std::vector<std::vector<std::shared_ptr<const Specimen>>> specimens;
};

/// `subdivisions` of the skins, see spine::bone_surface: software rendering turns fewer than a graphics card.
PreparedAnswer prepare(std::shared_ptr<const study::ExperimentResult> result, int subdivisions);

}  // namespace spondyl::view
