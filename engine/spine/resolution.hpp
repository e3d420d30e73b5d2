// How finely the spine is meshed; nothing else depends on it.

#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace spondyl::spine {

enum class Resolution { interactive, standard, fine };
inline constexpr std::array<std::string_view, 3> resolution_names{"interactive", "standard", "fine"};
constexpr std::string_view name(Resolution resolution) {
  return resolution_names[static_cast<std::size_t>(resolution)];
}

}  // namespace spondyl::spine
