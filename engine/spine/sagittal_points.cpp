#include "spine/sagittal_points.hpp"

#include <cmath>

#include "core/units.hpp"

namespace spondyl::spine {

namespace {

double depth(const PlateCorners& plate) { return (plate.anterior - plate.posterior).norm(); }
/// Positive forward and down.
double tilt(const PlateCorners& plate) {
  const Eigen::Vector2d along = plate.anterior - plate.posterior;
  return std::atan2(-along.y(), along.x());
}

/// What stands between two plates, as `align` stacks it.
struct Wedge {
  double anterior, posterior, offset;
};
Wedge between(const PlateCorners& below, const PlateCorners& above) {
  const double middle = 0.5 * (tilt(below) + tilt(above));
  const Eigen::Vector2d step = 0.5 * (above.anterior + above.posterior - below.anterior - below.posterior);
  const double height = step.x() * std::sin(middle) + step.y() * std::cos(middle);
  const double half_difference = 0.5 * (depth(below) + depth(above)) * std::tan(0.5 * (tilt(below) - tilt(above)));
  return {height + half_difference, height - half_difference,
          step.x() * std::cos(middle) - step.y() * std::sin(middle)};
}

PlateCorners corners(const Frame& frame, double depth) {
  const auto at = [&](double x) {
    const Eigen::Vector3d p = frame({x, 0, 0});
    return Eigen::Vector2d(p.x(), p.z());
  };
  return {at(0.5 * depth), at(-0.5 * depth)};
}

}  // namespace

SagittalPoints sagittal_points(const SpineSpec& spec, const Alignment& alignment) {
  SagittalPoints points;
  for (std::size_t v = 0; v < n_vertebrae; ++v) {
    points.superior[v] = corners(alignment.superior[v], spec.vertebrae[v].superior_depth);
    if (v < points.inferior.size())
      points.inferior[v] = corners(alignment.inferior[v], spec.vertebrae[v].inferior_depth);
  }
  return points;
}

std::vector<Measure> measures_of(const SagittalPoints& points) {
  std::vector<Measure> out;
  for (const Vertebra v : all_vertebrae) {
    const std::string at = "anatomy." + std::string(name(v)) + ".";
    out.push_back({at + "endplate_superior_depth_mm", depth(points.superior_of(v))});
    if (v == Vertebra::S1) {
      out.push_back({at + "endplate_tilt_deg", core::degrees(tilt(points.superior_of(v)))});
      continue;
    }
    out.push_back({at + "endplate_inferior_depth_mm", depth(points.inferior_of(v))});
    const Wedge body = between(points.inferior_of(v), points.superior_of(v));
    out.push_back({at + "body_height_anterior_mm", body.anterior});
    out.push_back({at + "body_height_posterior_mm", body.posterior});
    out.push_back({at + "body_offset_mm", body.offset});
  }
  for (const Level level : all_levels) {
    const std::string at = "anatomy." + std::string(name(level)) + ".";
    const Wedge disc = between(points.superior_of(lower(level)), points.inferior_of(upper(level)));
    out.push_back({at + "disc_height_anterior_mm", disc.anterior});
    out.push_back({at + "disc_height_posterior_mm", disc.posterior});
    out.push_back({at + "disc_offset_mm", disc.offset});
  }
  return out;
}

}  // namespace spondyl::spine
