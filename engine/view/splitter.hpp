// The edge between two parts of the window, to be dragged.
#pragma once

#include "view/landmarks.hpp"
#include "view/overlay.hpp"

namespace spondyl::view {

/// How far it was moved to the right since the last frame, pixels.
float splitter(Landmarks& landmarks, const char* name, const Rect& where);

}  // namespace spondyl::view
