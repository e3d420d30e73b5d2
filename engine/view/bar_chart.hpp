// A quantity level by level as bars: intact an outline, plan A gray, operated filled, neighbors orange; over people a whisker from 5 to
// 95 % with a mark at the median. Numbers under the mouse.
#pragma once

#include "view/dashboard.hpp"
#include "view/gui.hpp"

namespace spondyl::view {

/// As wide as the ImGui window leaves room, at its cursor.
void bar_chart(Landmarks& landmarks, const DashboardTable& table);

/// What outline, filling and whisker mean; once for all charts.
void bar_legend(bool has_kept, bool has_people);

}  // namespace spondyl::view
