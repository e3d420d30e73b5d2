#include "view/spine_marks.hpp"

#include <algorithm>
#include <cmath>

#include "study/text_columns.hpp"
#include "view/field.hpp"
#include "view/ticks.hpp"

namespace spondyl::view {
namespace {

constexpr double longest_arrow = 30;  // mm
constexpr double skin_depth = 1;      // mm that what lies before a place must be nearer to the eye to hide it
constexpr double edge_on = 0.35;      // sine of the angle up to which a side turned away is still seen

bool is_hidden(const SpineActors& spine, const PictureStyle& style, const Aim& aim, const Eigen::Vector3d& place) {
  const auto before = spine.probe_surfaces(style, aim, aim.project(place));
  return before && (before->place - place).dot(aim.towards_eye()) > skin_depth;
}

void mark_extremes(Marks& marks, const SpineActors& spine, const PictureStyle& style, const Aim& aim,
                   const ValueRange& range) {
  const auto extremes = spine.extremes(style);
  if (!extremes)
    return;
  const double step = reading_step(range.low, range.high);
  for (const bool is_greatest : {true, false}) {
    const Extreme& extreme = is_greatest ? extremes->greatest : extremes->least;
    const bool hides = is_hidden(spine, style, aim, extreme.place);
    marks.point(extreme.place, hides,
                std::string(is_greatest ? "max " : "min ") + tick_text(extreme.value, step) + " " +
                    std::string(title_of(style.field).unit) + (hides ? " (behind)" : ""));
  }
}

void mark_forces(Marks& marks, const SpineActors& spine, double mm_per_N) {
  for (const spine::FacetForce& joint : spine.specimen().facet_forces) {
    if (joint.force.norm() < least_force)
      continue;
    const Eigen::Vector3d from = spine.place(joint.place);
    marks.arrow(from, from + mm_per_N * joint.force, study::text::fixed(joint.force.norm(), 0) + " N");
  }
}

/// Through the middle of the body one looks out of the canal into the foramina of what is left.
void mark_foramina(Marks& marks, const SpineActors& spine, const PictureStyle& style, const Aim& aim) {
  for (const spine::Level level : spine::all_levels) {
    const auto outlines = spine.foramina(level);
    const auto& heights = spine.specimen().nerve_rooms[static_cast<std::size_t>(level.index)].foramen_height;
    for (const spine::Side side : spine::both_sides) {
      const std::size_t s = side == spine::Side::left ? 0 : 1;
      if (!heights[s] || (style.cut != Cut::sagittal && !is_in_sight(aim, side)))
        continue;
      std::vector<bool> is_seen;
      for (const Eigen::Vector3d& place : outlines[s])
        is_seen.push_back(!spine.cut_hides(style, aim, place));
      marks.outline(outlines[s], is_seen, *heights[s] < style.narrow_foramen,
                    foramen_text(*heights[s], style.narrow_foramen));
    }
  }
}

void mark_glyphs(Marks& marks, const SpineActors& spine, const PictureStyle& style) {
  for (const Glyph& glyph : spine.glyphs(style)) {
    const bool is_fiber = style.glyphs == Glyphs::fibers;
    const Eigen::Vector3d half = 0.5 * mm_per_MPa * (is_fiber ? 1 : std::abs(glyph.stress)) * glyph.direction;
    marks.stroke(glyph.place - half, glyph.place + half,
                 is_fiber           ? fiber_color
                 : glyph.stress > 0 ? tension_color
                                    : compression_color);
  }
}

}  // namespace

std::optional<double> force_scale(const std::vector<const Specimen*>& specimens) {
  double greatest = 0;
  for (const Specimen* specimen : specimens) {
    for (const spine::FacetForce& joint : specimen->facet_forces)
      greatest = std::max(greatest, joint.force.norm());
  }
  return greatest < least_force ? std::nullopt : std::optional(round_below(longest_arrow / greatest));
}

std::string foramen_text(double height, double narrow) {
  return study::text::fixed(height, 1) + (height < narrow ? " mm narrow" : " mm");
}

bool is_in_sight(const Aim& aim, spine::Side side) { return sign(side) * aim.towards_eye().y() > -edge_on; }

void mark(Marks& marks, const SpineActors& spine, const PictureStyle& style, const Aim& aim,
          const std::optional<ValueRange>& range, std::optional<double> mm_per_N) {
  mark_glyphs(marks, spine, style);
  if (style.has_foramina)
    mark_foramina(marks, spine, style, aim);
  if (style.has_forces && mm_per_N)
    mark_forces(marks, spine, *mm_per_N);
  if (style.marks_extremes && range)
    mark_extremes(marks, spine, style, aim, *range);
  marks.write();
}

std::string legend(const PictureStyle& style, std::optional<double> mm_per_N) {
  std::string out;
  const auto add = [&out](const std::string& text) { out += (out.empty() ? "" : "; ") + text; };
  if (style.has_forces && mm_per_N) {
    const double of_10_mm = 10 / *mm_per_N;
    add("arrows: facets push the upper vertebra, 10 mm = " + tick_text(of_10_mm, std::min(1.0, of_10_mm)) + " N");
  } else if (style.has_forces) {
    add("no facet carries force");
  }
  if (style.has_foramina)
    add("foramina: height, narrow below " + tick_text(style.narrow_foramen, 0.1) + " mm");
  if (style.cut != Cut::none && style.glyphs == Glyphs::stress)
    add("lines: principal stress, " + tick_text(mm_per_MPa, 1) + " mm = 1 MPa, orange pulls, blue presses");
  if (style.cut != Cut::none && style.glyphs == Glyphs::fibers)
    add("lines: fibers of the annulus");
  return out;
}

}  // namespace spondyl::view
