// What is held the same on the intact and on the operated spine.

#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace spondyl::study {

enum class Protocol {
  load_control,         // the moment
  hybrid,               // the total rotation of the intact spine under the moment
  displacement_control  // a given total rotation
};
inline constexpr std::array<std::string_view, 3> protocol_names{"load_control", "hybrid", "displacement_control"};
constexpr std::string_view name(Protocol protocol) { return protocol_names[static_cast<std::size_t>(protocol)]; }

}  // namespace spondyl::study
