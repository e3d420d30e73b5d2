// A line chart as data: axes with units, lines that differ in dashes and markers as well as in color, published corridors.
// As CSV, and as a script for study::draw_svg and draw_png.
#pragma once

#include <string>
#include <vector>

namespace spondyl::view {

struct ChartPoint {
  double x = 0, y = 0;
};

/// Its dashes, marker and color go by its place among the lines.
struct ChartLine {
  std::string name;
  std::vector<ChartPoint> points;
};

/// What was published for one value of x.
struct ChartCorridor {
  double x = 0, low = 0, high = 0;
  std::string name;
};

struct Chart {
  std::string title, x_title, y_title;  ///< the axes with their units
  std::vector<ChartLine> lines;
  std::vector<ChartCorridor> corridors;

  bool is_empty() const;
};

/// Rows of line, x, y; corridors after them as two lines, low and high.
std::string chart_csv(const Chart& chart);

inline constexpr int chart_width = 640, chart_height = 440;
std::string chart_script(const Chart& chart);

}  // namespace spondyl::view
