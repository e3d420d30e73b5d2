#include "view/state_folder.hpp"

#include <cstdlib>

namespace spondyl::view {

std::filesystem::path state_folder() {
  if (const char* named = std::getenv("XDG_STATE_HOME"); named && *named)
    return std::filesystem::path(named) / "spondyl";
  const char* home = std::getenv("HOME");
  return std::filesystem::path(home && *home ? home : "/tmp") / ".local" / "state" / "spondyl";
}

}  // namespace spondyl::view
