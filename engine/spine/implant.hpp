// Implants of a spine as numbers: what an operation puts in. Lengths in mm, angles in rad, moduli and stresses in MPa.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "spine/level.hpp"
#include "spine/region.hpp"

namespace spondyl::spine {

enum class ImplantMaterial { titanium, cobalt_chromium, steel, peek, allograft };
inline constexpr std::array<std::string_view, 5> implant_material_names{"titanium", "cobalt_chromium", "steel", "peek",
                                                                        "allograft"};
constexpr std::string_view name(ImplantMaterial m) { return implant_material_names[static_cast<std::size_t>(m)]; }

/// What an implant is made of and what it stands.
struct ImplantStrength {
  ImplantMaterial material = ImplantMaterial::titanium;
  double young_modulus = 0, poisson_ratio = 0;
  double yield_strength = 0;
  double fatigue_limit = 0;  ///< von Mises stress that it stands for millions of cycles
};

/// A pedicle screw, from its head behind the pedicle into the body.
struct ScrewSpec {
  Vertebra vertebra = Vertebra::L1;
  Side side = Side::left;
  double diameter = 0;          ///< outer
  double core_ratio = 0;        ///< core over outer diameter
  double length = 0;            ///< in the bone, from the entry point to the tip
  double transverse_angle = 0;  ///< towards the midline
  double sagittal_angle = 0;    ///< downwards positive, against the upper endplate
  double head_height = 0;       ///< from the entry point to the axis of the rod
  ImplantStrength strength;
  /// Of the bone around it, N/mm for a millimeter of screw: across and along its axis.
  double lateral_foundation = 0, axial_foundation = 0;
  double pullout_strength = 0;  ///< N
};

/// A laminar hook: presses on the upper (supralaminar) or lower edge of a lamina, never pulls.
struct HookSpec {
  Vertebra vertebra = Vertebra::L1;
  Side side = Side::left;
  bool is_supralaminar = false;
  double blade_width = 0;
  double contact_stiffness = 0;  ///< N/mm of the blade against the lamina
  double pulloff_strength = 0;   ///< N
};

/// A rod clamped in all anchors (screws and hooks) of its side from `upper` to `lower`.
struct RodSpec {
  Side side = Side::left;
  Vertebra upper = Vertebra::L1, lower = Vertebra::L2;
  double diameter = 0;
  ImplantStrength strength;
};

/// A bar from rod to rod, half way along `level`.
struct CrossLinkSpec {
  Level level;
  double diameter = 0;
  ImplantStrength strength;
};

/// An interbody cage: a box with a window, its footprint in the frame of the lower endplate.
struct CageSpec {
  double length = 0, width = 0;  ///< of the footprint, along and across its axis
  double angle = 0;              ///< of its long axis: 0 along x (sagittal), pi/2 along y (coronal)
  double center_x = 0, center_y = 0;
  double height = 0;    ///< in its middle
  double lordosis = 0;  ///< front higher than back
  double wall = 0;      ///< around the window that holds graft
  ImplantStrength strength;
  double graft_modulus = 0;      ///< of what fills the window
  double bonding = 0;            ///< 0: lies on the endplates; 1: grown on
  double endplate_strength = 0;  ///< pressure at which it subsides
};

/// Bone laid from transverse process to transverse process.
struct PosterolateralGraftSpec {
  Level level;
  Side side = Side::left;
  double width = 0, thickness = 0;
  double modulus = 0;
};

struct Implants {
  std::vector<ScrewSpec> screws;
  std::vector<HookSpec> hooks;
  std::vector<RodSpec> rods;
  std::vector<CrossLinkSpec> cross_links;
  std::array<std::vector<CageSpec>, n_levels> cages;
  std::array<double, n_levels>
      interbody_graft_modulus{};  ///< of graft around the cages, where the nucleus was; 0: none
  std::vector<PosterolateralGraftSpec> posterolateral_grafts;
  double element_length = 5;  ///< the longest element of rods and screws

  bool empty() const {
    bool has_cage = false;
    for (const auto& level : cages)
      has_cage = has_cage || !level.empty();
    return screws.empty() && hooks.empty() && rods.empty() && cross_links.empty() && !has_cage &&
           posterolateral_grafts.empty();
  }
};

}  // namespace spondyl::spine
