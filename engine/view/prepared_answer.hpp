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

/// Makes answers ready to be drawn. Surfaces take most of the time and are kept for the next answer: an edit of the loads
/// changes no spine, one of the plan not the intact one.
class Preparation {
 public:
  /// `subdivisions` of the skins, see spine::bone_surface: software rendering turns fewer than a graphics card.
  explicit Preparation(int subdivisions) : subdivisions_(subdivisions) {}

  PreparedAnswer prepare(std::shared_ptr<const study::ExperimentResult> result);

 private:
  std::shared_ptr<const SpineShape> shape_of(const std::shared_ptr<const spine::SpineModel>& spine);

  static constexpr std::size_t most_kept = 6;  // intact, plan A and operated, rigid and elastic bone
  int subdivisions_;
  std::vector<std::shared_ptr<const SpineShape>> shapes_;  ///< the latest used last
};

}  // namespace spondyl::view
