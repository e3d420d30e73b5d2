#include "sweep/figures.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>

#include "study/gnuplot.hpp"

namespace spondyl::sweep {
namespace {

using study::gnuplot_text;

constexpr std::size_t max_panels = 12, max_points = 2000;

std::string file_name(const std::string& text) {
  std::string out = text;
  std::replace_if(
      out.begin(), out.end(), [](unsigned char c) { return !(std::isalnum(c) || c == '-' || c == '.') || c > 127; },
      '_');
  return out;
}

/// x, 5 %, 25 %, median, 75 %, 95 %
std::string box_line(std::size_t place, const Summary& s) {
  std::string text = std::to_string(place);
  for (const Estimate& p : s.percentiles)
    text += " " + core::to_text(p.value);
  return text + "\n";
}

constexpr const char* box_style =
    "set style fill solid 0.35 border\nset boxwidth 0.5\nset grid ytics lc rgb '#dddddd'\nunset key\n";
constexpr const char* box_plot =
    "plot $boxes using 1:3:2:6:5 with candlesticks lc rgb '#2b6ca3' whiskerbars 0.5, "
    "'' using 1:4:4:4:4 with candlesticks lc rgb '#103050' lw 2\n";

Figure boxes(const std::string& name, const std::string& title,
             const std::vector<std::pair<std::string, const Summary*>>& all) {
  Figure figure{name, "", std::max(480, 140 + 90 * static_cast<int>(all.size())), 480};
  std::string data, ticks;
  for (std::size_t i = 0; i < all.size(); ++i) {
    data += box_line(i + 1, *all[i].second);
    ticks += (i == 0 ? "" : ", ") + gnuplot_text(all[i].first) + " " + std::to_string(i + 1);
  }
  figure.script = std::string(box_style) + "set title " + gnuplot_text(title) + "\nset xtics (" + ticks +
                  ") rotate by -30\nset xrange [0.3:" + std::to_string(all.size()) + ".7]\n$boxes << EOD\n" + data +
                  "EOD\n" + box_plot;
  return figure;
}

void add_boxes(const StudyStatistics& s, std::vector<Figure>& figures) {
  std::vector<std::pair<std::string, const Summary*>> all;
  for (const OutputStatistics& o : s.outputs) {
    if (o.summary)
      all.emplace_back(o.output, &*o.summary);
  }
  if (!all.empty())
    figures.push_back(boxes("distribution", s.name + ": 5, 25, 50, 75, 95 %", all));
  std::map<std::pair<std::string, std::string>, std::vector<std::pair<std::string, const Summary*>>> by_axis;
  for (const GroupStatistics& g : s.groups)
    by_axis[{g.output, g.axis}].emplace_back(g.value, &g.summary);
  for (const auto& [key, values] : by_axis)
    figures.push_back(boxes("distribution_" + file_name(key.first) + "_by_" + file_name(key.second),
                            key.first + " by " + key.second, values));
}

struct Bar {
  std::string axis;
  double value, low, high;
};

void add_tornado(const std::string& output, const std::string& measure, std::vector<Bar> bars,
                 std::vector<Figure>& figures) {
  if (bars.empty())
    return;
  std::stable_sort(bars.begin(), bars.end(),
                   [](const Bar& a, const Bar& b) { return std::abs(a.value) < std::abs(b.value); });
  std::string data, ticks;
  for (std::size_t i = 0; i < bars.size(); ++i) {
    data += core::to_text(bars[i].value) + " " + std::to_string(i + 1) + " " + core::to_text(bars[i].low) + " " +
            core::to_text(bars[i].high) + "\n";
    ticks += (i == 0 ? "" : ", ") + gnuplot_text(bars[i].axis) + " " + std::to_string(i + 1);
  }
  Figure figure{"tornado_" + file_name(output), "", 760, 140 + 26 * static_cast<int>(bars.size())};
  figure.script =
      "unset key\nset title " + gnuplot_text(output) + "\nset xlabel " + gnuplot_text(measure) + "\nset ytics (" +
      ticks + ")\nset yrange [0.3:" + std::to_string(bars.size()) +
      ".7]\nset xzeroaxis\nset grid xtics lc rgb '#dddddd'\nset style fill solid 0.5 border\n$bars << EOD\n" + data +
      "EOD\nplot $bars using (0):2:(0):1:($2-0.35):($2+0.35) with boxxyerror lc rgb '#2b6ca3', "
      "'' using 1:2:3:4 with xerrorbars lc rgb '#103050' pt 7 ps 0.5\n";
  figures.push_back(std::move(figure));
}

void add_tornados(const StudyStatistics& s, std::vector<Figure>& figures) {
  for (const OutputStatistics& o : s.outputs) {
    std::vector<Bar> bars;
    for (std::size_t k = 0; k < o.indices.size(); ++k)
      bars.push_back(
          {s.axes[k], o.indices[k].total.value, o.indices[k].total.interval.low, o.indices[k].total.interval.high});
    add_tornado(o.output, "total share of the variance", std::move(bars), figures);
    bars.clear();
    for (std::size_t k = 0; k < o.correlations.size(); ++k) {
      if (const auto& c = o.correlations[k])
        bars.push_back({s.axes[k], c->value, c->interval.low, c->interval.high});
    }
    add_tornado(o.output, "partial rank correlation", std::move(bars), figures);
  }
}

/// Each case alone: from the least to the greatest output that the values of an axis give.
void add_one_at_a_time(const StudyStatistics& s, const std::vector<StoredCase>& rows, std::vector<Figure>& figures) {
  for (std::size_t o = 0; o < s.outputs.size(); ++o) {
    std::vector<Bar> bars;
    if (rows.empty() || rows.front().id != 1 || !rows.front().outcome.outputs[o])
      continue;
    const double base = *rows.front().outcome.outputs[o];
    for (const std::string& axis : s.axes) {
      Bar bar{axis, 0, 0, 0};
      for (const GroupStatistics& g : s.groups) {
        if (g.axis != axis || g.output != s.outputs[o].output)
          continue;
        const double change = g.summary.mean.value - base;
        bar.low = std::min(bar.low, change);
        bar.high = std::max(bar.high, change);
        if (std::abs(change) > std::abs(bar.value))
          bar.value = change;
      }
      bars.push_back(bar);
    }
    add_tornado(s.outputs[o].output, "change against the scene as it is", std::move(bars), figures);
  }
}

void add_scatter(const StudyStatistics& s, const std::vector<StoredCase>& rows, std::vector<Figure>& figures) {
  const std::size_t step = rows.size() / max_points + 1;
  for (std::size_t o = 0; o < s.outputs.size(); ++o) {
    std::vector<std::pair<std::string, std::string>> panels;  // axis, data
    for (std::size_t k = 0; k < s.axes.size() && panels.size() < max_panels; ++k) {
      std::string data;
      for (std::size_t i = 0; i < rows.size(); i += step) {
        const auto* x = std::get_if<double>(&rows[i].inputs[k]);
        if (x && rows[i].outcome.outputs[o])
          data += core::to_text(*x) + " " + core::to_text(*rows[i].outcome.outputs[o]) + "\n";
      }
      if (!data.empty())
        panels.emplace_back(s.axes[k], std::move(data));
    }
    if (panels.empty())
      continue;
    const auto n = static_cast<int>(panels.size());
    const int columns = std::min(3, n), n_rows = (n + columns - 1) / columns;
    Figure figure{"scatter_" + file_name(s.outputs[o].output), "", 300 * columns, 60 + 260 * n_rows};
    std::string blocks, plots;
    for (std::size_t p = 0; p < panels.size(); ++p) {
      const std::string block = "$panel" + std::to_string(p);
      blocks += block + " << EOD\n" + panels[p].second + "EOD\n";
      plots += "set xlabel " + gnuplot_text(panels[p].first) + "\nplot " + block +
               " with points pt 7 ps 0.3 lc rgb '#2b6ca3'\n";
    }
    figure.script = blocks + "unset key\nset multiplot layout " + std::to_string(n_rows) + "," +
                    std::to_string(columns) + " title " + gnuplot_text(s.outputs[o].output) + "\n" + plots;
    figure.script += "unset multiplot\n";
    figures.push_back(std::move(figure));
  }
}

/// Means over the first two axes that have few values.
void add_heat(const StudyStatistics& s, const std::vector<StoredCase>& rows, std::vector<Figure>& figures) {
  std::vector<std::string> axes;
  for (const GroupStatistics& g : s.groups) {
    if (std::find(axes.begin(), axes.end(), g.axis) == axes.end())
      axes.push_back(g.axis);
  }
  if (axes.size() < 2)
    return;
  const auto at = [&](const std::string& axis) {
    return static_cast<std::size_t>(std::find(s.axes.begin(), s.axes.end(), axis) - s.axes.begin());
  };
  const std::size_t x = at(axes[0]), y = at(axes[1]);
  const auto values_of = [&](const std::string& axis) {
    std::vector<std::string> values;
    for (const GroupStatistics& g : s.groups) {
      if (g.axis == axis && std::find(values.begin(), values.end(), g.value) == values.end())
        values.push_back(g.value);
    }
    return values;
  };
  const std::vector<std::string> xs = values_of(axes[0]), ys = values_of(axes[1]);
  const auto ticks = [](const std::vector<std::string>& values) {
    std::string text;
    for (std::size_t i = 0; i < values.size(); ++i)
      text += (i == 0 ? "" : ", ") + gnuplot_text(values[i]) + " " + std::to_string(i);
    return text;
  };
  for (std::size_t o = 0; o < s.outputs.size(); ++o) {
    std::string data;
    for (std::size_t i = 0; i < xs.size(); ++i) {
      for (std::size_t j = 0; j < ys.size(); ++j) {
        double sum = 0, n = 0;
        for (const StoredCase& row : rows) {
          if (to_text(row.inputs[x]) == xs[i] && to_text(row.inputs[y]) == ys[j] && row.outcome.outputs[o]) {
            sum += *row.outcome.outputs[o];
            ++n;
          }
        }
        if (n > 0)
          data += std::to_string(i) + " " + std::to_string(j) + " " + core::to_text(sum / n) + "\n";
      }
    }
    if (data.empty())
      continue;
    Figure figure{"heat_" + file_name(s.outputs[o].output), "", 640, 480};
    figure.script = "unset key\nset title " + gnuplot_text(s.outputs[o].output + ", mean") + "\nset xlabel " +
                    gnuplot_text(axes[0]) + "\nset ylabel " + gnuplot_text(axes[1]) + "\nset xtics (" + ticks(xs) +
                    ") rotate by -30\nset ytics (" + ticks(ys) +
                    ")\nset xrange [-0.5:" + std::to_string(xs.size() - 1) +
                    ".5]\nset yrange [-0.5:" + std::to_string(ys.size() - 1) +
                    ".5]\nset palette defined (0 '#f7fbff', 1 '#08306b')\n$map << EOD\n" + data +
                    "EOD\nplot $map using 1:2:(0.5):(0.5):3 with boxxyerror fill solid lc palette\n";
    figures.push_back(std::move(figure));
  }
}

}  // namespace

std::vector<Figure> figures_of(const Store& store, const StudyStatistics& s) {
  const std::vector<StoredCase> rows = store.rows();
  std::vector<Figure> figures;
  if (s.design == "one_at_a_time") {
    add_one_at_a_time(s, rows, figures);
    return figures;
  }
  add_boxes(s, figures);
  add_tornados(s, figures);
  add_scatter(s, rows, figures);
  add_heat(s, rows, figures);
  return figures;
}

}  // namespace spondyl::sweep
