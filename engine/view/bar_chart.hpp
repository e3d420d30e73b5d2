// A quantity level by level as bars: intact an outline, plan A gray, operated filled, neighbors orange, with the published spread of their change behind them; over people a whisker from 5 to
// 95 % with a mark at the median. Numbers under the mouse.
#pragma once

#include "view/dashboard.hpp"
#include "view/gui.hpp"

namespace spondyl::view {

/// As wide as the ImGui window leaves room, at its cursor.
void bar_chart(Landmarks& landmarks, const DashboardTable& table);

struct BarLegend {
  bool has_kept = false, has_published = false, has_people = false;
};
/// What outline, filling, band and whisker mean; once for all charts.
void bar_legend(const BarLegend& legend);

}  // namespace spondyl::view
