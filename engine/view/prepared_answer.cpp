#include "view/prepared_answer.hpp"

#include <algorithm>
#include <utility>

namespace spondyl::view {

std::shared_ptr<const SpineShape> Preparation::shape_of(const std::shared_ptr<const spine::SpineModel>& spine) {
  const auto known =
      std::find_if(shapes_.begin(), shapes_.end(), [&](const auto& shape) { return shape->spine == spine; });
  if (known != shapes_.end()) {
    std::rotate(known, known + 1, shapes_.end());
  } else {
    shapes_.push_back(make_shape(spine, subdivisions_));
    if (shapes_.size() > most_kept)
      shapes_.erase(shapes_.begin());
  }
  return shapes_.back();
}

PreparedAnswer Preparation::prepare(std::shared_ptr<const study::ExperimentResult> result) {
  PreparedAnswer out;
  for (const study::StateResult& state : result->states) {
    const auto shape = shape_of(state.spine);
    const bool is_intact = &state == &result->states.front();
    auto& specimens = out.specimens.emplace_back();
    for (const study::CaseResult& solved : state.cases) {
      const study::CaseResult* intact =
          is_intact ? nullptr : result->states.front().find(solved.load_case, solved.protocol);
      specimens.push_back(make_specimen(state, solved, intact, shape));
    }
  }
  out.result = std::move(result);
  return out;
}

}  // namespace spondyl::view
