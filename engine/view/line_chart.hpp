// A chart of lines on the screen: dashes, markers and color tell them apart, published corridors stand behind. Numbers under
// the mouse.
#pragma once

#include "view/chart.hpp"
#include "view/landmarks.hpp"

namespace spondyl::view {

/// As wide as the ImGui window leaves room, at its cursor; with its title and legend.
void line_chart(Landmarks& landmarks, const Chart& chart);

}  // namespace spondyl::view
