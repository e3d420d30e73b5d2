#include "view/course_chart.hpp"

#include <algorithm>
#include <cmath>

#include "core/units.hpp"
#include "study/quantity.hpp"
#include "study/text_columns.hpp"
#include "view/answer_text.hpp"

namespace spondyl::view {
namespace {

using spine::Level;
using study::Course;
using study::CourseLine;

enum Choice : std::size_t { total, first_level, fused_rotation = 6, rod_share, stress_above };

/// Points that have the value.
template <typename Value>
ChartLine line_of(std::string name, const CourseLine& line, const Value& value) {
  ChartLine out{std::move(name), {}};
  for (const study::CoursePoint& p : line.points) {
    if (const std::optional<double> y = value(p.measures))
      out.points.push_back({p.at, *y});
  }
  return out;
}

ChartLine line_of(std::string name, const CourseLine& line, Level level, const std::string& quantity) {
  const study::Quantity& q = study::level_quantity(quantity);
  return line_of(std::move(name), line, [&](const spine::SpineMeasures& m) { return q.value(m[level]); });
}

std::string motion_of(const Course& course) {
  return spoken(study::name(course.load_case)) + ", " + study::text::spaced(study::name(course.protocol));
}

Chart moment_chart(const Course& course, std::size_t choice) {
  Chart chart{motion_of(course) + ": " + (plot_choices[choice].name + std::string("Moment, ").size()),
              "Moment (Nm)",
              "Rotation (deg)",
              {},
              {}};
  for (const CourseLine& line : course.lines) {
    if (choice == total)
      chart.lines.push_back(line_of(line.state, line, [](const spine::SpineMeasures& m) {
        return std::optional(core::degrees(m.total_rotation));
      }));
    else
      chart.lines.push_back(line_of(line.state, line, Level{static_cast<int>(choice - first_level)}, "rotation_deg"));
  }
  return chart;
}

/// A line for each fused level of the first plan.
void add_fused(const Course& course, const std::string& quantity, Chart& chart) {
  for (const Level level : course.fused)
    chart.lines.push_back(line_of(std::string(name(level)) + " operated", course.lines[1], level, quantity));
}

void add_above(const Course& course, Chart& chart) {
  const auto above = std::find_if(course.adjacent.begin(), course.adjacent.end(), [&](Level level) {
    return std::all_of(course.fused.begin(), course.fused.end(), [&](Level f) { return level.index < f.index; });
  });
  if (above == course.adjacent.end())
    return;
  for (const CourseLine& line : course.lines)
    chart.lines.push_back(line_of(std::string(name(*above)) + " " + line.state, line, *above, "annulus_stress_MPa"));
}

Chart month_chart(const Course& course, std::size_t choice) {
  Chart chart{motion_of(course), "Months since surgery", "", {}, {}};
  if (course.lines.size() < 2)
    return chart;
  if (choice == fused_rotation) {
    chart.title += ": what is fused still turns";
    chart.y_title = "Rotation (deg)";
    add_fused(course, "rotation_deg", chart);
  } else if (choice == rod_share) {
    const bool is_bent = study::is_rotation(course.load_case);
    chart.title += is_bent ? ": the rods' share of the moment" : ": the rods' share of the force";
    chart.y_title = is_bent ? "Share of the moment (%)" : "Share of the force (%)";
    add_fused(course, is_bent ? "bending_share_percent.rods" : "compression_share_percent.rods", chart);
  } else {
    chart.title += ": the disc above";
    chart.y_title = "Annulus stress (MPa)";
    add_above(course, chart);
  }
  return chart;
}

}  // namespace

Chart course_chart(const Course& course, std::size_t choice) {
  return course.kind == study::CourseKind::moments ? moment_chart(course, choice) : month_chart(course, choice);
}

std::vector<ChartCorridor> corridors(const std::vector<study::ValidationRow>& rows, study::LoadCase load_case,
                                     std::size_t choice, double follower, double most_Nm) {
  std::vector<ChartCorridor> out;
  if (plot_choices[choice].kind != study::CourseKind::moments)
    return out;
  const study::LevelSpan levels = choice == total ? study::LevelSpan{Level{0}, Level{spine::n_levels - 1}}
                                                  : study::LevelSpan{Level{static_cast<int>(choice - first_level)},
                                                                     Level{static_cast<int>(choice - first_level)}};
  for (const study::ValidationRow& row : rows) {
    const study::Published& p = row.published;
    if (row.measure != study::Measure::rotation_deg || row.relation != study::Relation::value || !p.low || !p.high ||
        !(row.load.specimen == study::Specimen{}) || row.load.follower_N != follower || !(row.levels == levels) ||
        row.load.moment_Nm > most_Nm || !row.load.motion || row.load.motion->is_sum)
      continue;
    const auto& cases = row.load.motion->cases;
    if (std::find(cases.begin(), cases.end(), load_case) != cases.end())
      out.push_back({row.load.moment_Nm, *p.low, *p.high,
                     "published, intact, " + std::string(study::spread_names[static_cast<std::size_t>(p.spread)]) +
                         (p.n ? ", n = " + std::to_string(*p.n) : "") + " (" + p.source + ")"});
  }
  return out;
}

}  // namespace spondyl::view
