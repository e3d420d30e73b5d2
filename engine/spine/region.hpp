// Parts of a vertebra that an operation may remove: every bone element belongs to one of them, on one side.
#pragma once

#include <array>
#include <string_view>

namespace spondyl::spine {

enum class Region {
  none,  ///< no bone: disc, graft
  body_core,
  body_shell,
  endplate,
  pedicle,
  pars,  ///< pillar between the articular processes: the isthmus
  lamina,
  superior_articular,
  inferior_articular,
  transverse,
  spinous
};
inline constexpr std::array<std::string_view, 11> region_names{
    "none",   "body_core",          "body_shell",         "endplate",   "pedicle", "pars",
    "lamina", "superior_articular", "inferior_articular", "transverse", "spinous"};
constexpr std::string_view name(Region region) { return region_names[static_cast<std::size_t>(region)]; }
constexpr bool is_posterior(Region region) { return region >= Region::pedicle; }

/// Side of the patient; what crosses the sagittal plane (body) is `middle`.
enum class Side { left, right, middle };
inline constexpr std::array<Side, 2> both_sides{Side::left, Side::right};
/// Left is +y.
constexpr double sign(Side side) { return side == Side::right ? -1.0 : 1.0; }

}  // namespace spondyl::spine
