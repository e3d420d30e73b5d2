#include "view/prepared_answer.hpp"

#include <utility>

namespace spondyl::view {

PreparedAnswer prepare(std::shared_ptr<const study::ExperimentResult> result, int subdivisions) {
  PreparedAnswer out;
  for (const study::StateResult& state : result->states) {
    const auto shape = make_shape(state.spine, subdivisions);
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
