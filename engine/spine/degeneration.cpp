#include "spine/degeneration.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <string>

namespace spondyl::spine {

namespace {

DegenerationStep step(const core::ParameterTable& table, std::size_t grade) {
  const auto at = [&](const char* key) {
    return table.value("degeneration.grade_" + std::to_string(grade) + "." + key);
  };
  return {.disc_height_ratio = at("disc_height_ratio"),
          .nucleus_area_ratio = at("nucleus_area_ratio"),
          .nucleus_bulk = at("nucleus_bulk_modulus_MPa"),
          .nucleus_stiffness_ratio = at("nucleus_stiffness_ratio"),
          .swelling_ratio = at("swelling_ratio"),
          .annulus_stiffness_ratio = at("annulus_stiffness_ratio"),
          .fiber_slack_added = at("fiber_slack_added"),
          .all_stiffness_ratio = at("all_stiffness_ratio"),
          .facet_gap_added = at("facet_gap_added_mm")};
}

DegenerationStep between(const DegenerationStep& a, const DegenerationStep& b, double f) {
  const auto mix = [f](double x, double y) { return (1 - f) * x + f * y; };
  return {.disc_height_ratio = mix(a.disc_height_ratio, b.disc_height_ratio),
          .nucleus_area_ratio = mix(a.nucleus_area_ratio, b.nucleus_area_ratio),
          .nucleus_bulk = 1 / mix(1 / a.nucleus_bulk, 1 / b.nucleus_bulk),
          .nucleus_stiffness_ratio = mix(a.nucleus_stiffness_ratio, b.nucleus_stiffness_ratio),
          .swelling_ratio = mix(a.swelling_ratio, b.swelling_ratio),
          .annulus_stiffness_ratio = mix(a.annulus_stiffness_ratio, b.annulus_stiffness_ratio),
          .fiber_slack_added = mix(a.fiber_slack_added, b.fiber_slack_added),
          .all_stiffness_ratio = mix(a.all_stiffness_ratio, b.all_stiffness_ratio),
          .facet_gap_added = mix(a.facet_gap_added, b.facet_gap_added)};
}

}  // namespace

DegenerationLadder degeneration_ladder(const core::ParameterTable& table) {
  DegenerationLadder ladder;
  for (std::size_t grade = 1; grade < ladder.size(); ++grade)
    ladder[grade] = step(table, grade);
  return ladder;
}

SpineSpec degenerated(SpineSpec spec, Level level, double grade, const DegenerationLadder& ladder) {
  assert(grade >= 0 && grade <= static_cast<double>(ladder.size() - 1));
  if (!(grade > 0))
    return spec;
  DiscSpec& disc = spec.disc(level);
  DegenerationLadder steps = ladder;
  steps[0].nucleus_bulk = disc.tissue.nucleus_bulk;
  for (DegenerationStep& s : steps)
    s.nucleus_bulk = std::min(s.nucleus_bulk, disc.tissue.nucleus_bulk);
  const auto below = static_cast<std::size_t>(std::min(std::floor(grade), static_cast<double>(steps.size() - 2)));
  const DegenerationStep s = between(steps[below], steps[below + 1], grade - static_cast<double>(below));

  disc.height_anterior *= s.disc_height_ratio;
  disc.height_posterior *= s.disc_height_ratio;
  disc.nucleus_fraction *= s.nucleus_area_ratio;
  disc.facet_gap += s.facet_gap_added;
  DiscTissue& t = disc.tissue;
  t.nucleus_bulk = s.nucleus_bulk;
  t.nucleus_swelling *= s.swelling_ratio;
  disc.settling_anterior *= s.swelling_ratio;
  disc.settling_posterior *= s.swelling_ratio;
  t.nucleus_c10 *= s.nucleus_stiffness_ratio;
  t.nucleus_c01 *= s.nucleus_stiffness_ratio;
  t.annulus_c10 *= s.annulus_stiffness_ratio;
  t.annulus_c01 *= s.annulus_stiffness_ratio;
  t.annulus_bulk *= s.annulus_stiffness_ratio;
  for (double* angle : {&t.fiber.angle_inner_anterior, &t.fiber.angle_inner_posterior, &t.fiber.angle_outer_anterior,
                        &t.fiber.angle_outer_posterior})
    *angle = std::atan(s.disc_height_ratio * std::tan(*angle));  // fibers lie down as their disc loses height
  t.fiber.slack_anterior += s.fiber_slack_added;
  t.fiber.slack_posterior += s.fiber_slack_added;
  spec.ligament(level, Ligament::ALL).stiffness *= s.all_stiffness_ratio;
  return spec;
}

}  // namespace spondyl::spine
