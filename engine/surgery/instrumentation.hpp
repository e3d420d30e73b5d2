// Rods along one or both sides of some levels, clamped in pedicle screws or laminar hooks.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "spine/implant.hpp"
#include "surgery/side_choice.hpp"

namespace spondyl::surgery {

struct Patient;

enum class Anchor { pedicle_screws, laminar_hooks };
inline constexpr std::array<std::string_view, 2> anchor_names{"pedicle_screws", "laminar_hooks"};
constexpr std::string_view name(Anchor a) { return anchor_names[static_cast<std::size_t>(a)]; }

/// Diameters in which rods come, mm.
inline constexpr std::array<double, 3> rod_diameters{5.5, 6.0, 6.35};

struct Hardware {
  Anchor anchor = Anchor::pedicle_screws;
  Sides sides = Sides::both;
  spine::ImplantMaterial material = spine::ImplantMaterial::titanium;  ///< of the rods
  std::optional<double> rod_diameter = {};                             ///< mm; default: of the catalog
  std::optional<double> screw_diameter = {}, screw_length = {};        ///< mm; default: by level and pedicle
  bool has_cross_link = false;
  std::vector<spine::Vertebra> skipped = {};  ///< vertebrae without an anchor
};

struct Instrumentation {
  std::vector<spine::Level> levels = {};
  Hardware hardware = {};
};

/// Throws bad_input for anchors without the bone they need or of the wrong size, rods with an end in the air, rods that
/// would meet another at an anchor, a cross-link without two rods.
void perform(const Instrumentation& operation, Patient& patient);

}  // namespace spondyl::surgery
