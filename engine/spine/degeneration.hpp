// Disc degeneration as an edit of the specification. Grades 0 to 3 as in Kettler 2011 (none, mild, moderate, severe),
// real numbers between. A grade lowers the disc (its fibers lie down with it), shrinks its nucleus and makes it a
// compressible solid instead of a fluid, softens the annulus and lets its fibers carry later, and bridges the rims
// with bone (as stiffness of the ALL). Ligaments are taken to have adapted: their rest lengths follow the lower disc.
// Numbers and sources: models/degeneration.toml.
#pragma once

#include <array>

#include "spine/specification.hpp"

namespace spondyl::spine {

/// What one grade makes of a disc.
struct DegenerationStep {
  double disc_height_ratio = 1;
  double nucleus_area_ratio = 1;
  double nucleus_bulk = 0;  ///< MPa; the nucleus has no more than this. Not used at grade 0.
  double nucleus_stiffness_ratio = 1;
  double swelling_ratio = 1;
  double annulus_stiffness_ratio = 1;
  double fiber_slack_added = 0;
  double all_stiffness_ratio = 1;
  double facet_gap_added = 0;  ///< mm
};

inline constexpr std::size_t n_degeneration_grades = 4;
/// Steps of the grades 0 to 3; the first changes nothing.
using DegenerationLadder = std::array<DegenerationStep, n_degeneration_grades>;

DegenerationLadder degeneration_ladder(const core::ParameterTable& table);

/// The specification with one disc degenerated. Grade 0 is the specification itself; between two grades every value is
/// interpolated linearly (the compliance of the nucleus instead of its bulk modulus). Grade in [0, 3].
SpineSpec degenerated(SpineSpec spec, Level level, double grade, const DegenerationLadder& ladder);

}  // namespace spondyl::spine
