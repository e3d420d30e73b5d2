#include "view/kept_plan.hpp"

#include "study/scene_text.hpp"
#include "view/plan_edit.hpp"

namespace spondyl::view {
namespace {

/// Of the operations and the healing alone.
std::string text_of_plan(const study::Scene& scene) {
  study::Scene bare;
  bare.operations = scene.operations;
  bare.healing = scene.healing;
  return study::scene_text(bare);
}

}  // namespace

void KeptPlan::keep(const study::Scene& scene) {
  plan_ = study::Plan{state_name, scene.operations, scene.healing};
  text_ = text_of_plan(scene);
}

void KeptPlan::forget() { *this = {}; }

void KeptPlan::stand_beside(const study::Scene& scene, const core::ParameterTable& declared) {
  is_beside_ = false;
  reason_.clear();
  if (!plan_)
    return;
  if (scene.operations.empty()) {
    reason_ = "Nothing is planned now: there is nothing to compare it with.";
  } else if (text_of_plan(scene) == text_) {
    reason_ = "It is the plan on the screen. Change that one, and both stand side by side.";
  } else {
    study::Scene other = scene;
    other.operations = plan_->operations;
    other.healing = plan_->healing;
    const Refusal refusal = check(other, declared);
    is_beside_ = refusal.message.empty();
    if (!is_beside_)
      reason_ = "It cannot be done on this spine: " + refusal.message;
  }
}

const study::StateResult* kept_state(const study::ExperimentResult& result) {
  return result.find(KeptPlan::state_name);
}

}  // namespace spondyl::view
