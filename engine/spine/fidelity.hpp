// How bone is modeled: the same anatomy, discs, ligaments, facets, implants and loads in both.
//
//   elastic_bone   every element of every vertebra deforms; the model that is validated
//   rigid_bone     each vertebra moves as one body; several times as fast, a little stiffer (scripts/fidelity tells how much)

#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace spondyl::spine {

enum class Fidelity { rigid_bone, elastic_bone };
inline constexpr std::array<std::string_view, 2> fidelity_names{"rigid_bone", "elastic_bone"};
constexpr std::string_view name(Fidelity fidelity) { return fidelity_names[static_cast<std::size_t>(fidelity)]; }

/// For people.
constexpr std::string_view description(Fidelity fidelity) {
  return fidelity == Fidelity::rigid_bone ? "rigid bone (quick, approximate)" : "elastic bone";
}

}  // namespace spondyl::spine
