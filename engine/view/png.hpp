// PNG files.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace spondyl::view {

struct Image {
  int width = 0, height = 0;
  std::vector<unsigned char> pixels;  ///< RGB, rows from the top
};

/// A rectangle of an image that lies within it.
Image part(const Image& image, int left, int top, int width, int height);

std::string png_of(const Image& image);
/// Throws core::Error for a file that is missing or no picture.
Image read_png(const std::filesystem::path& file);

}  // namespace spondyl::view
