// The workbench sets plans beside each other: the intact spine, a plan that was kept, and the one that is worked on.

#include <imgui.h>

#include "view/controls.hpp"
#include "view/workbench.hpp"

namespace spondyl::view {

void Workbench::keep_plan() {
  if (document_.scene().operations.empty()) {
    message_ = "Nothing is planned that could be kept as plan A.";
    return;
  }
  plan_a_.keep(document_.scene());
  plan_a_.stand_beside(document_.scene(), declared_);
  message_ = "Kept as plan A.";
}

void Workbench::take_up_plan() {
  study::Scene scene = document_.scene();
  scene.operations = plan_a_.plan()->operations;
  scene.healing = plan_a_.plan()->healing;
  document_.edit("take up plan A", std::move(scene));
}

/// The states that the picture is to show, in their order.
std::vector<const study::StateResult*> Workbench::shown_states() const {
  const std::vector<study::StateResult>& states = answers_.shown()->states;
  const study::StateResult *intact = &states.front(), *operated = &states.back();
  const study::StateResult* kept = kept_state(*answers_.shown());
  switch (state_.shown) {
    case Shown::intact:
      return {intact};
    case Shown::operated:
      return {operated};
    case Shown::compared:
    case Shown::difference:
    case Shown::plan_difference:
      break;
  }
  if (intact == operated)
    return {intact};
  if (state_.shown == Shown::compared && kept)
    return {intact, kept, operated};
  return {state_.shown == Shown::plan_difference && kept ? kept : intact, operated};
}

/// What a state is called beside others.
std::string Workbench::caption(const study::StateResult& state) const {
  if (&state == &answers_.shown()->states.front())
    return "Intact";
  const study::StateResult* kept = kept_state(*answers_.shown());
  return &state == kept ? KeptPlan::title : kept ? "Plan B" : "Operated";
}

/// Above the plan.
void Workbench::kept_plan() {
  if (!plan_a_.plan()) {
    if (button(landmarks_, "Keep as plan A", !document_.scene().operations.empty()))
      keep_plan();
    if (ImGui::IsItemHovered())
      ImGui::SetTooltip("To compare: keep this plan, then change it.\nBoth stand beside the intact spine.");
    return ImGui::Separator();
  }
  std::string text = KeptPlan::title + std::string(": ");
  for (const surgery::Operation& operation : plan_a_.plan()->operations)
    text += describe(operation) + "; ";
  ImGui::TextWrapped("%s%s", text.c_str(), surgery::describe(plan_a_.plan()->healing).c_str());
  if (!plan_a_.reason().empty())
    remark(plan_a_.reason());
  if (button(landmarks_, "Take up"))
    take_up_plan();
  ImGui::SameLine();
  if (button(landmarks_, "Keep this one"))
    keep_plan();
  ImGui::SameLine();
  if (button(landmarks_, "Forget")) {
    plan_a_.forget();
    message_ = "Plan A is forgotten.";
  }
  ImGui::Separator();
}

}  // namespace spondyl::view
