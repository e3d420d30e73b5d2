#include "view/color_map.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "core/error.hpp"
#include "study/data_dir.hpp"

namespace spondyl::view {

Color ColorMap::at(double share) const {
  const double place = std::clamp(share, 0.0, 1.0) * static_cast<double>(colors.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const auto above = std::min(below + 1, colors.size() - 1);
  const double t = place - std::floor(place);
  Color out;
  for (std::size_t k = 0; k < 3; ++k)
    out[k] = (1 - t) * colors[below][k] + t * colors[above][k];
  return out;
}

ColorMap read_color_map(const std::string& name) {
  const std::filesystem::path folder = study::find_data_dir() / "assets" / "color_maps";
  std::ifstream file(folder / (name + ".csv"));
  if (!file) {
    std::string names;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(folder, ignored))
      names += (names.empty() ? "" : ", ") + entry.path().stem().string();
    throw core::Error(core::ErrorCode::bad_input, {.key = "--color-map"}, "'" + name + "'",
                      names.empty() ? "a file in " + folder.string() : names);
  }
  ColorMap map;
  std::string line;
  Color color{};
  while (std::getline(file, line)) {
    if (std::sscanf(line.c_str(), "%lf,%lf,%lf", &color[0], &color[1], &color[2]) == 3)
      map.colors.push_back(color);
  }
  if (map.colors.size() < 2)
    throw core::Error(core::ErrorCode::io, {.file = (folder / (name + ".csv")).string()}, "fewer than two colors",
                      "lines red,green,blue from 0 to 1");
  return map;
}

}  // namespace spondyl::view
