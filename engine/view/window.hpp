// `spondyl view`: the window on the screen.
#pragma once

#include "view/opening.hpp"
#include "view/view_state.hpp"

namespace spondyl::view {

struct ViewArguments {
  Opening opening;
  int threads = 1;
  std::optional<std::size_t> n_people;  ///< over which the plan is asked at once
  std::optional<Mode> mode;             ///< to begin with; default: as it was left
  double seconds = 0;  ///< closes by itself after that long and says what it showed and how fast; 0: never
};

/// Until the person closes it. Returns the exit status; throws core::Error as document_of, then without a display or
/// OpenGL 3.2.
int view(const ViewArguments& arguments);

}  // namespace spondyl::view
