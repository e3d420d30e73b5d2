// `spondyl view`: the window on the screen.
#pragma once

#include <filesystem>

namespace spondyl::view {

struct ViewArguments {
  std::filesystem::path scene;  ///< empty: L4-L5 fused
  int width = 1280, height = 800;
  int threads = 1;
  double seconds = 0;  ///< closes by itself after that long and says how fast it drew; 0: never
};

/// Until the person closes it. Returns the exit status; throws core::Error without a display or OpenGL 3.2, and for a
/// broken scene.
int view(const ViewArguments& arguments);

}  // namespace spondyl::view
