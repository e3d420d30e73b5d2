#include "study/validation_plots.hpp"

#include <algorithm>

#include "core/units.hpp"

namespace spondyl::study {
namespace {

using core::to_text;

constexpr const char* style =
    "set border 3 lw 0.8\nset tics nomirror out scale 0.5\nset grid lw 0.5 lc rgb '#dddddd'\n"
    "set key top left reverse Left samplen 1.5 spacing 1.1\n";
constexpr const char* line_color = "#1f4e9c";
constexpr const char* judging_color = "#c0392b";
constexpr const char* fitted_color = "#888888";

/// A measured point with the ends of its bar.
struct Measured {
  double x, y, low, high;
  bool is_judging;
};

std::string block(const std::string& name, const std::string& lines) { return "$" + name + " << E\n" + lines + "E\n"; }

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts)
    text += (text.empty() ? "" : ", ") + part;
  return text;
}

/// The parts of a plot command for measured points, after their data in `data`.
std::vector<std::string> point_parts(const std::vector<Measured>& points, const std::string& name, bool has_titles,
                                     std::string& data) {
  std::vector<std::string> parts;
  for (const bool is_judging : {false, true}) {
    std::string lines;
    for (const Measured& p : points) {
      if (p.is_judging == is_judging)
        lines += to_text(p.x) + " " + to_text(p.y) + " " + to_text(p.low) + " " + to_text(p.high) + "\n";
    }
    if (lines.empty())
      continue;
    const std::string id = name + (is_judging ? "judging" : "fitted");
    data += block(id, lines);
    parts.push_back(
        "$" + id + " with yerrorbars pt 7 ps 0.5 lw 1.2 lc rgb '" + (is_judging ? judging_color : fitted_color) + "' " +
        (has_titles ? std::string("title '") + (is_judging ? "judges" : "seen by the fit") + "'" : "notitle"));
  }
  return parts;
}

Measured measured(const ValidationRow& row, double x, double sign) {
  const double centre = row.published.centre.value();
  const double low = row.published.low.value_or(row.accepted ? row.accepted->low : centre);
  const double high = row.published.high.value_or(row.accepted ? row.accepted->high : centre);
  return {x, sign * centre, std::min(sign * low, sign * high), std::max(sign * low, sign * high),
          row.use == RowUse::validation};
}

/// One of the three planes of motion: the case drawn to the right and the one to the left.
struct MotionPlane {
  const char* file;
  const char* title;
  LoadCase positive, negative;
  const char* one_side;  ///< motion of rows that stand for both sides; drawn to the right
};
constexpr std::array<MotionPlane, 3> motion_planes{
    {{"flexion_extension.svg", "flexion (right) and extension (left)", LoadCase::flexion, LoadCase::extension, ""},
     {"lateral_bending.svg", "lateral bending", LoadCase::lateral_bending_left, LoadCase::lateral_bending_right,
      "lateral_bending_one_side"},
     {"axial_rotation.svg", "axial rotation", LoadCase::axial_rotation_left, LoadCase::axial_rotation_right,
      "axial_rotation_one_side"}}};

std::string curve(const Observations& observations, const MotionPlane& plane, spine::Level level) {
  std::string negative, positive;
  const auto add = [&](LoadCase load_case, double sign, std::string& lines) {
    const auto path = observations.find({Specimen{}, 0, load_case});
    if (path == observations.end())
      return;
    for (const auto& [moment, o] : path->second.points) {
      const std::string line =
          to_text(sign * moment) + " " + to_text(sign * core::degrees(o.measures[level].rotation)) + "\n";
      lines = sign < 0 ? line + lines : lines + line;
    }
  };
  add(plane.negative, -1, negative);
  add(plane.positive, 1, positive);
  return negative.empty() && positive.empty() ? "" : negative + "0 0\n" + positive;
}

std::vector<Measured> measured_rotations(const Validation& validation, const MotionPlane& plane, spine::Level level) {
  std::vector<Measured> points;
  for (const ValidationResult& result : validation.results) {
    const ValidationRow& row = result.row;
    if (row.measure != Measure::rotation_deg || row.relation != Relation::value || !row.published.centre ||
        !(row.load.specimen == Specimen{}) || row.load.follower_N != 0 || !row.levels.is_one() ||
        row.levels.first != level)
      continue;
    const auto motion = row.load.motion->name;
    if (motion == name(plane.positive) || motion == plane.one_side)
      points.push_back(measured(row, row.load.moment_Nm, 1));
    if (motion == name(plane.negative))
      points.push_back(measured(row, -row.load.moment_Nm, -1));
  }
  return points;
}

Plot curves_plot(const Validation& validation, const MotionPlane& plane) {
  std::string data, panels;
  for (const spine::Level level : spine::all_levels) {
    const std::string lines = curve(validation.observations, plane, level);
    if (lines.empty())
      return {};
    const std::string id = "l" + std::to_string(level.index);
    data += block(id, lines);
    std::vector<std::string> parts{"$" + id + " with linespoints pt 7 ps 0.25 lw 1.8 lc rgb '" + line_color +
                                   "' title '" + std::string(name(level)) + ", model'"};
    for (std::string& part : point_parts(measured_rotations(validation, plane, level), id, level.index == 0, data))
      parts.push_back(std::move(part));
    panels += "plot " + joined(parts) + "\n";
  }
  return {
      plane.file,
      std::string("Moment-rotation curves in ") + plane.title +
          ", whole spine without follower load. Bars: published spread, or what is accepted where none was published.",
      style + data +
          "set xlabel 'moment (Nm)'\nset ylabel 'rotation (deg)'\nset xzeroaxis\nset yzeroaxis\n"
          "set multiplot layout 2,3\n" +
          panels + "unset multiplot\n",
      1000, 640};
}

std::string pressure_line(const Observations& observations, const Specimen& specimen) {
  std::string lines;
  const auto path = observations.find({specimen, 0, {}});
  if (path == observations.end())
    return lines;
  for (const auto& [force, o] : path->second.points) {
    if (const auto pressure = o.measures[spine::Level{3}].intradiscal_pressure)
      lines += to_text(force) + " " + to_text(*pressure) + "\n";
  }
  return lines;
}

Plot pressure_plot(const Validation& validation) {
  std::string data;
  std::vector<std::string> parts;
  const Specimen disc{.kind = SpecimenKind::disc, .level = spine::Level{3}};
  const auto add = [&](const Specimen& specimen, const std::string& id, const std::string& dash) {
    const std::string lines = pressure_line(validation.observations, specimen);
    if (lines.empty())
      return;
    data += block(id, lines);
    parts.push_back("$" + id + " with linespoints pt 7 ps 0.4 lw 1.8 " + dash + " lc rgb '" + line_color + "' title '" +
                    describe(specimen) + (specimen == Specimen{} ? ", L4-L5" : "") + "'");
  };
  add(disc, "disc", "");
  add({}, "spine", "dt 2");
  std::vector<Measured> points;
  for (const ValidationResult& result : validation.results) {
    ValidationRow row = result.row;
    if (row.measure != Measure::intradiscal_pressure_MPa || row.relation != Relation::value ||
        row.load.motion->cases.front())
      continue;
    if (!row.published.centre && row.published.low && row.published.high)
      row.published.centre = 0.5 * (*row.published.low + *row.published.high);
    if (row.published.centre)
      points.push_back(measured(row, row.load.follower_N, 1));
  }
  for (std::string& part : point_parts(points, "measured", true, data))
    parts.push_back(std::move(part));
  if (parts.empty())
    return {};
  return {"pressure_force.svg", "Pressure of the nucleus of L4-L5 over the compressive force.",
          style + data +
              "set xlabel 'force (N)'\nset ylabel 'pressure (MPa)'\nset xrange [0:*]\nset yrange [0:*]\nplot " +
              joined(parts) + "\n",
          640, 420};
}

Plot agreement_plot(const Validation& validation) {
  std::string data;
  std::vector<Measured> points;
  for (const ValidationResult& result : validation.results) {
    const ValidationRow& row = result.row;
    if (row.id.starts_with("YAM89_") && row.levels.is_one() && row.published.centre && result.value.ours)
      points.push_back({*row.published.centre, *result.value.ours, *result.value.ours, *result.value.ours,
                        row.use == RowUse::validation});
  }
  if (points.empty())
    return {};
  std::vector<std::string> parts{"x with lines lw 1.2 lc rgb '#444444' notitle",
                                 "x+2 with lines dt 2 lc rgb '#aaaaaa' title 'two degrees'",
                                 "x-2 with lines dt 2 lc rgb '#aaaaaa' notitle"};
  for (std::string& part : point_parts(points, "ours", true, data))
    parts.push_back(std::move(part));
  return {"yamamoto.svg", "Ours against Yamamoto 1989, 10 Nm: every level and direction.",
          style + data +
              "set xlabel 'measured rotation (deg)'\nset ylabel 'rotation of the model (deg)'\nset size square\n"
              "set xrange [0:12]\nset yrange [0:12]\nplot " +
              joined(parts) + "\n",
          520, 520};
}

}  // namespace

std::vector<Plot> validation_plots(const Validation& validation) {
  std::vector<Plot> plots{agreement_plot(validation)};
  for (const MotionPlane& plane : motion_planes)
    plots.push_back(curves_plot(validation, plane));
  plots.push_back(pressure_plot(validation));
  std::erase_if(plots, [](const Plot& plot) { return plot.file.empty(); });
  return plots;
}

}  // namespace spondyl::study
