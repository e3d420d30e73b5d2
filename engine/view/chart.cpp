#include "view/chart.hpp"

#include <algorithm>
#include <array>

#include "core/error.hpp"
#include "study/gnuplot.hpp"

namespace spondyl::view {
namespace {

using core::to_text;
using study::gnuplot_text;

/// Solid circles, dashed squares, dotted triangles: the order of view/line_chart.cpp.
constexpr std::array<const char*, 3> line_styles{"dt 1 pt 6 lc rgb '#202428'", "dt 2 pt 5 lc rgb '#005ca3'",
                                                 "dt 3 pt 9 lc rgb '#b36b00'"};

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text)
    out += c == '"' ? "\"\"" : std::string(1, c);
  return out + "\"";
}

std::string block(const std::string& name, const std::string& lines) {
  return "$" + name + " << EOD\n" + lines + "EOD\n";
}

}  // namespace

bool Chart::is_empty() const {
  return std::all_of(lines.begin(), lines.end(), [](const ChartLine& line) { return line.points.empty(); });
}

std::string chart_csv(const Chart& chart) {
  std::string text = "line," + quoted(chart.x_title) + "," + quoted(chart.y_title) + "\n";
  for (const ChartLine& line : chart.lines) {
    for (const ChartPoint& p : line.points)
      text += quoted(line.name) + "," + to_text(p.x) + "," + to_text(p.y) + "\n";
  }
  for (const ChartCorridor& c : chart.corridors) {
    text += quoted(c.name + ", low") + "," + to_text(c.x) + "," + to_text(c.low) + "\n" + quoted(c.name + ", high") +
            "," + to_text(c.x) + "," + to_text(c.high) + "\n";
  }
  return text;
}

std::string chart_script(const Chart& chart) {
  std::string data, parts;
  const auto add = [&](const std::string& part) { parts += (parts.empty() ? "" : ", ") + part; };
  for (std::size_t k = 0; k < chart.corridors.size(); ++k) {
    const ChartCorridor& c = chart.corridors[k];
    const std::string id = "published" + std::to_string(k);
    data += block(
        id, to_text(c.x) + " " + to_text(0.5 * (c.low + c.high)) + " " + to_text(c.low) + " " + to_text(c.high) + "\n");
    add("$" + id + " with yerrorbars lw 6 pt 0 lc rgb '#b8c0c8' title " + gnuplot_text(c.name));
  }
  for (std::size_t k = 0; k < chart.lines.size(); ++k) {
    const ChartLine& line = chart.lines[k];
    if (line.points.empty())
      continue;
    std::string rows;
    for (const ChartPoint& p : line.points)
      rows += to_text(p.x) + " " + to_text(p.y) + "\n";
    const std::string id = "line" + std::to_string(k);
    data += block(id, rows);
    add("$" + id + " with linespoints lw 2 ps 0.8 " + line_styles[k % line_styles.size()] + " title " +
        gnuplot_text(line.name));
  }
  return "set border 3\nset tics nomirror out\nset grid lw 0.5 lc rgb '#dddddd'\n"
         "set key top left reverse Left samplen 4\nset offsets graph 0.04, graph 0.04, graph 0.25, graph 0.05\n"
         "set title " +
         gnuplot_text(chart.title) + "\nset xlabel " + gnuplot_text(chart.x_title) + "\nset ylabel " +
         gnuplot_text(chart.y_title) + "\n" + data + "plot " + parts + "\n";
}

}  // namespace spondyl::view
