// The area of a chart in an ImGui window with its scales: where numbers lie in pixels, and the round ones beside it.
#pragma once

#include "view/overlay.hpp"

namespace spondyl::view {

struct Axes {
  Rect area;
  ValueRange x_range, y_range;

  float x(double value) const {
    return area.x + static_cast<float>((value - x_range.low) / (x_range.high - x_range.low)) * area.width;
  }
  float y(double value) const {
    return area.bottom() - static_cast<float>((value - y_range.low) / (y_range.high - y_range.low)) * area.height;
  }
};

/// Of the numbers of `draw_y_scale` and what keeps them off, in pixels.
float y_scale_width(const ValueRange& range);
/// Lines across the area, numbers left of it.
void draw_y_scale(ImDrawList* list, const Axes& axes);
/// Lines up the area, numbers below it.
void draw_x_scale(ImDrawList* list, const Axes& axes);

}  // namespace spondyl::view
