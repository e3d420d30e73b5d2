// Color maps from assets/color_maps/NAME.csv: perceptually uniform, readable with every kind of color vision.
#pragma once

#include <array>
#include <string>
#include <vector>

namespace spondyl::view {

using Color = std::array<double, 3>;  ///< sRGB, 0 to 1

struct ColorMap {
  std::vector<Color> colors;  ///< from low to high

  Color at(double share) const;  ///< 0 to 1, beyond them the ends
};

/// Throws core::Error naming what there is if there is no such map, io if its file is broken.
ColorMap read_color_map(const std::string& name);

}  // namespace spondyl::view
