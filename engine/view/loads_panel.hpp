// How the spine is loaded and moved.
#pragma once

#include <optional>

#include "core/parameter.hpp"
#include "view/plan_panel.hpp"
#include "view/view_state.hpp"

namespace spondyl::view {

/// Changes of the view go into `state`, those of the loads come back.
std::optional<SceneEdit> loads_panel(Landmarks& landmarks, const study::Scene& scene,
                                     const core::ParameterTable& declared, ViewState& state, bool is_plain);

/// Moves the scrubber while it plays; at the end it starts over.
void advance_motion(ViewState& state, double seconds);

}  // namespace spondyl::view
