// Turning, shifting and zooming the picture with the mouse.
#pragma once

#include "view/overlay.hpp"

class vtkCamera;

namespace spondyl::view {

/// Inside an ImGui window that shows the picture: takes the mouse over `where`. Whether the camera moved.
bool take_mouse(const Rect& where, vtkCamera* camera);

}  // namespace spondyl::view
