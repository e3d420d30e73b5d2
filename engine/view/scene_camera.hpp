// Turning, shifting and zooming the picture with the mouse.
#pragma once

#include "view/overlay.hpp"

class vtkCamera;

namespace spondyl::view {

struct MouseUse {
  bool is_turned;   ///< the camera moved
  bool is_at_rest;  ///< over the picture, no button down
  bool is_clicked;  ///< left, without a move
};

/// Inside an ImGui window that shows the picture: takes the mouse over `where`.
MouseUse take_mouse(const Rect& where, vtkCamera* camera);

}  // namespace spondyl::view
