// What lies on the instrument table: sizes, materials and strengths of implants, and what a surgeon would not do with
// them. From models/implants.toml and models/surgery.toml; mm, rad, N, MPa.
#pragma once

#include <array>

#include "core/parameter.hpp"
#include "spine/implant.hpp"
#include "surgery/cage_kind.hpp"

namespace spondyl::surgery {

struct ScrewSize {
  double diameter = 0, length = 0, transverse_angle = 0;
  double path = 0;  ///< from the entry to the anterior cortex: no screw is longer
};

struct CageSize {
  double length = 0, width = 0, height = 0, lordosis = 0;
};

struct Catalog {
  std::array<spine::ImplantStrength, spine::implant_material_names.size()> materials;
  std::array<ScrewSize, spine::n_vertebrae> screws;
  double screw_core_ratio = 0, screw_sagittal_angle = 0, screw_head_height = 0;
  double lateral_foundation_ratio = 0, axial_foundation_ratio = 0;  ///< over the modulus of cancellous bone
  double pullout_strength = 0;                                      ///< at the bone density of the table
  double rod_diameter = 0, cross_link_diameter = 0;
  double hook_blade_width = 0, hook_foundation = 0, hook_pulloff = 0;
  std::array<CageSize, cage_kind_names.size()> cages;
  double cage_wall = 0, cage_endplate_strength = 0;  ///< strength at the bone density of the table
  double cage_pair_spacing = 0, cage_rim = 0, cage_oblique_angle = 0, cage_size_step = 1;
  double graft_width = 0, graft_thickness = 0;

  struct Limits {
    double distraction = 0, settling = 0;
    double pedicle_fill = 0, usual_pedicle_fill = 0;
  } limits;
  struct Cuts {
    double laminotomy_share = 0, plif_facet_share = 0;
    double posterior_nucleus_share = 0, anterior_nucleus_share = 0;
    double window_margin = 0, tlif_window = 0, plif_window = 0;
  } cuts;

  const spine::ImplantStrength& of(spine::ImplantMaterial m) const { return materials[static_cast<std::size_t>(m)]; }
  const ScrewSize& screw(spine::Vertebra v) const { return screws[static_cast<std::size_t>(v)]; }
  const CageSize& cage(CageKind kind) const { return cages[static_cast<std::size_t>(kind)]; }
};

Catalog make_catalog(const core::ParameterTable& table);

}  // namespace spondyl::surgery
