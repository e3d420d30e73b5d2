// Implants with values as in models/implants.toml, for tests that fill the specification by hand.

#pragma once

#include <numbers>

#include "spine/specification.hpp"

namespace spondyl::test {

inline spine::ImplantStrength titanium() { return {spine::ImplantMaterial::titanium, 110000, 0.3, 795, 500}; }
inline spine::ImplantStrength steel() { return {spine::ImplantMaterial::steel, 200000, 0.3, 690, 380}; }
inline spine::ImplantStrength peek() { return {spine::ImplantMaterial::peek, 3600, 0.25, 100, 58}; }

inline double degrees(double angle) { return angle * std::numbers::pi / 180; }

/// A titanium screw of the size for its vertebra.
inline spine::ScrewSpec screw(const spine::SpineSpec& spec, spine::Vertebra v, spine::Side side) {
  const auto i = static_cast<std::size_t>(v);
  constexpr double diameters[] = {5.5, 6, 6.5, 6.5, 7, 7.5}, angles[] = {20, 23, 26, 29, 32, 30};
  const double modulus = spec.tissue.cancellous.young_modulus;
  return {.vertebra = v,
          .side = side,
          .diameter = diameters[i],
          .core_ratio = 0.7,
          .length = v == spine::Vertebra::S1 ? 40.0 : 45.0,
          .transverse_angle = degrees(angles[i]),
          .sagittal_angle = 0,
          .head_height = 10,
          .strength = titanium(),
          .lateral_foundation = 3 * modulus,
          .axial_foundation = 0.22 * modulus,
          .pullout_strength = 970};
}

/// Screws in all vertebrae from `upper` to `lower` and a rod on each side.
inline spine::SpineSpec instrumented(spine::SpineSpec spec, spine::Vertebra upper, spine::Vertebra lower,
                                     const spine::ImplantStrength& rods, double diameter = 5.5) {
  for (const spine::Side side : spine::both_sides) {
    for (int v = static_cast<int>(upper); v <= static_cast<int>(lower); ++v)
      spec.implants.screws.push_back(screw(spec, static_cast<spine::Vertebra>(v), side));
    spec.implants.rods.push_back({side, upper, lower, diameter, rods});
  }
  return spec;
}

/// Most of the nucleus removed, a pair of cages in its place, bone around them of the given modulus (0: none). `bonding`
/// of the cages is that of the bone.
inline spine::SpineSpec with_plif_cages(spine::SpineSpec spec, spine::Level level,
                                        const spine::ImplantStrength& material, double graft_modulus, double bonding) {
  const auto l = static_cast<std::size_t>(level.index);
  spec.resections.discs[l].nucleus_share = 0.9;
  spec.implants.interbody_graft_modulus[l] = graft_modulus;
  for (const double y : {9.0, -9.0}) {
    spec.implants.cages[l].push_back({.length = 24,
                                      .width = 10,
                                      .angle = 0,
                                      .center_x = 0,
                                      .center_y = y,
                                      .height = 10,
                                      .lordosis = degrees(4),
                                      .wall = 3,
                                      .strength = material,
                                      .graft_modulus = graft_modulus,
                                      .bonding = bonding,
                                      .endplate_strength = 6});
  }
  return spec;
}

}  // namespace spondyl::test
