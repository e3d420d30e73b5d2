// Where the window keeps what outlives it and is no result: $XDG_STATE_HOME/spondyl, or ~/.local/state/spondyl.
#pragma once

#include <filesystem>

namespace spondyl::view {

std::filesystem::path state_folder();

}  // namespace spondyl::view
