// How different two pictures are, to an eye that does not see single pixels.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "view/png.hpp"

namespace spondyl::test {

/// The largest difference between the means of blocks of 12 x 12 pixels, over the three channels; 0 to 255. Other
/// drivers and fonts that sit half a pixel off change it by a few.
inline double image_difference(const view::Image& a, const view::Image& b) {
  constexpr int block = 12;
  if (a.width != b.width || a.height != b.height)
    return 255;
  double worst = 0;
  for (int top = 0; top + block <= a.height; top += block) {
    for (int left = 0; left + block <= a.width; left += block) {
      for (int channel = 0; channel < 3; ++channel) {
        double sum = 0;
        for (int y = top; y < top + block; ++y) {
          for (int x = left; x < left + block; ++x) {
            const auto at = static_cast<std::size_t>(3 * (y * a.width + x) + channel);
            sum += double(a.pixels[at]) - double(b.pixels[at]);
          }
        }
        worst = std::max(worst, std::abs(sum) / (block * block));
      }
    }
  }
  return worst;
}

inline view::Image mirrored(const view::Image& image) {
  view::Image out = image;
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width; ++x) {
      for (int channel = 0; channel < 3; ++channel)
        out.pixels[static_cast<std::size_t>(3 * (y * image.width + x) + channel)] =
            image.pixels[static_cast<std::size_t>(3 * (y * image.width + image.width - 1 - x) + channel)];
    }
  }
  return out;
}

}  // namespace spondyl::test
