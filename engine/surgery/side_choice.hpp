// Which side of the patient an operation is on, as people say it.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "spine/region.hpp"

namespace spondyl::surgery {

enum class Sides { both, left, right };
inline constexpr std::array<std::string_view, 3> sides_names{"both", "left", "right"};
constexpr std::string_view name(Sides sides) { return sides_names[static_cast<std::size_t>(sides)]; }
constexpr std::string_view name(spine::Side side) { return side == spine::Side::left ? "left" : "right"; }

inline std::vector<spine::Side> sides_of(Sides sides) {
  if (sides == Sides::both)
    return {spine::Side::left, spine::Side::right};
  return {sides == Sides::left ? spine::Side::left : spine::Side::right};
}

/// "on both sides", "on the left"
inline std::string on(Sides sides) {
  return sides == Sides::both ? "on both sides" : "on the " + std::string(name(sides));
}

}  // namespace spondyl::surgery
