// The plan: which levels, how, with what, how long ago; and what that cuts and implants.
#pragma once

#include <optional>
#include <string>

#include "view/landmarks.hpp"
#include "view/operation_panel.hpp"
#include "view/plan_edit.hpp"

namespace spondyl::view {

/// A change that a panel asks for. `draft`: of an operation that is being put together. `is_plain`: only levels and time, for
/// patients.
std::optional<SceneEdit> plan_panel(Landmarks& landmarks, const study::Scene& scene, const Refusal& state,
                                    OperationDraft& draft, bool is_plain);

}  // namespace spondyl::view
