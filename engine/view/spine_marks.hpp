// What is marked on a spine, beyond its colors: the least and the greatest value, the forces of the facet joints, the
// foramina.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "view/marks.hpp"
#include "view/spine_actors.hpp"

namespace spondyl::view {

/// Forces below are not drawn, N: they would read 0.
inline constexpr double least_force = 0.5;

/// Length of the arrows of forces, round, so that the longest of these specimens stays within a vertebra, mm for 1 N;
/// nothing where there is no force.
std::optional<double> force_scale(const std::vector<const Specimen*>& specimens);

/// Length of the lines of principal stresses, mm for 1 MPa; those of fibers are as long as for the value 1.
inline constexpr double mm_per_MPa = 4;

/// "14.2 mm narrow" for one below the threshold, both in mm.
std::string foramen_text(double height, double narrow);
/// Whether the eye looks at this side of the spine, or along it.
bool is_in_sight(const Aim& aim, spine::Side side);

/// All marks that the style asks for. `range`: of the color bar; `mm_per_N`: see force_scale.
void mark(Marks& marks, const SpineActors& spine, const PictureStyle& style, const Aim& aim,
          const std::optional<ValueRange>& range, std::optional<double> mm_per_N);

/// What the marks mean, in a line under the picture; empty without marks that need it.
std::string legend(const PictureStyle& style, std::optional<double> mm_per_N);

}  // namespace spondyl::view
