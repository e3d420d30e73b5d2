// What the picture shows and from where.
#pragma once

#include "view/landmarks.hpp"
#include "view/view_state.hpp"

namespace spondyl::view {

/// Returns whether the view should be aimed anew.
bool look_panel(Landmarks& landmarks, ViewState& state, const std::optional<ValueRange>& range, bool is_plain);

}  // namespace spondyl::view
