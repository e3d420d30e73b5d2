// The pictures of docs/validation.md: moment-rotation curves of every level over what was measured, pressure over force,
// and ours against Yamamoto 1989.
#pragma once

#include <string>
#include <vector>

#include "study/validation.hpp"

namespace spondyl::study {

struct Plot {
  std::string file;     ///< "flexion_extension.svg"
  std::string caption;  ///< one sentence
  std::string script;   ///< for draw_svg
  int width, height;    ///< pixels
};

/// Those for which something was solved.
std::vector<Plot> validation_plots(const Validation& validation);

}  // namespace spondyl::study
