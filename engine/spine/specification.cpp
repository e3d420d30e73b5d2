#include "spine/specification.hpp"

#include <algorithm>
#include <numbers>
#include <string>

#include "core/units.hpp"
#include "spine/bone_density.hpp"
#include "spine/degeneration.hpp"

namespace spondyl::spine {

namespace {

/// Values of one branch of the table, such as "anatomy.L4".
class Branch {
 public:
  Branch(const core::ParameterTable& table, std::string path) : table_(table), path_(std::move(path)) {}
  double operator()(std::string_view key) const { return table_.value(path_ + "." + std::string(key)); }
  double radians(std::string_view key) const { return (*this)(key)*std::numbers::pi / 180; }
  Landmark point(const std::string& stem) const {
    return {(*this)(stem + "_x_mm"), (*this)(stem + "_y_mm"), (*this)(stem + "_z_mm")};
  }

 private:
  const core::ParameterTable& table_;
  std::string path_;
};

VertebraSpec vertebra(const Branch& at, Vertebra v) {
  VertebraSpec s;
  s.superior_width = at("endplate_superior_width_mm");
  s.superior_depth = at("endplate_superior_depth_mm");
  s.superior_concavity = at("endplate_superior_concavity_mm");
  if (v != Vertebra::S1) {
    s.inferior_width = at("endplate_inferior_width_mm");
    s.inferior_depth = at("endplate_inferior_depth_mm");
    s.height_anterior = at("body_height_anterior_mm");
    s.height_posterior = at("body_height_posterior_mm");
    s.offset = at("body_offset_mm");
    s.waist_width = at("waist_width_mm");
    s.waist_depth = at("waist_depth_mm");
    s.inferior_concavity = at("endplate_inferior_concavity_mm");
    s.canal_width = at("spinal_canal_width_mm");
    s.canal_depth = at("spinal_canal_depth_mm");
    s.pedicle_width = at("pedicle_width_mm");
    s.pedicle_height = at("pedicle_height_mm");
    s.inferior_facet = at.point("inferior_facet_center");
    s.facet_width = at("inferior_facet_width_mm");
    s.facet_height = at("inferior_facet_height_mm");
  }
  if (v != Vertebra::L1)
    s.superior_facet = at.point("superior_facet_center");
  if (v == Vertebra::S1)
    s.lamina_x = at("lamina_anterior_surface_x_mm");
  s.lamina_superior_z = at("lamina_superior_edge_z_mm");
  s.lamina_inferior_z = at("lamina_inferior_edge_z_mm");
  s.spinous_tip = {at("spinous_process_tip_x_mm"), 0, at("spinous_process_tip_z_mm")};
  s.spinous_height = at("spinous_process_height_mm");
  s.transverse_tip = at.point("transverse_process_tip");
  return s;
}

PosteriorSpec posterior(const Branch& at) {
  return {.lamina_thickness = at("lamina_thickness_mm"),
          .articular_thickness = at("articular_process_thickness_mm"),
          .spinous_thickness = at("spinous_process_thickness_mm"),
          .transverse_height = at("transverse_process_height_mm"),
          .transverse_thickness = at("transverse_process_thickness_mm")};
}

DiscSpec disc(const Branch& at) {
  DiscSpec s;
  s.height_anterior = at("disc_height_anterior_mm");
  s.height_posterior = at("disc_height_posterior_mm");
  s.settling_anterior = at("disc_settling_anterior");
  s.settling_posterior = at("disc_settling_posterior");
  s.offset = at("disc_offset_mm");
  s.nucleus_fraction = at("nucleus_area_fraction");
  s.nucleus_offset = at("nucleus_offset_mm");
  s.facet_angle = at.radians("facet_angle_sagittal_deg");
  s.facet_inclination = at.radians("facet_inclination_deg");
  s.facet_gap = at("facet_gap_mm");
  return s;
}

LigamentSpec ligament(const Branch& at) {
  LigamentSpec s;
  s.strands = static_cast<int>(at("strands"));
  s.stiffness = at("stiffness_N");
  s.transition_strain = at("transition_strain");
  s.reference_strain = at("reference_strain");
  s.neutral_length = at("neutral_length_mm");
  return s;
}

BoneSpec bone(const Branch& at, double density_ratio = 1) {
  return {at("young_modulus_MPa") * density_ratio, at("poisson_ratio")};
}

FiberSpec fiber(const Branch& at) {
  return {.modulus_inner = at("modulus_inner_MPa"),
          .modulus_outer = at("modulus_outer_MPa"),
          .volume_fraction = at("volume_fraction"),
          .inner_ratio = at("volume_fraction_inner_ratio"),
          .slack_anterior = at("slack_strain_anterior"),
          .slack_posterior = at("slack_strain_posterior"),
          .toe_anterior = at("toe_strain_anterior"),
          .toe_posterior = at("toe_strain_posterior"),
          .angle_inner_anterior = at.radians("angle_inner_anterior_deg"),
          .angle_inner_posterior = at.radians("angle_inner_posterior_deg"),
          .angle_outer_anterior = at.radians("angle_outer_anterior_deg"),
          .angle_outer_posterior = at.radians("angle_outer_posterior_deg")};
}

DiscTissue disc_tissue(const core::ParameterTable& table) {
  const Branch annulus(table, "tissue.annulus_ground"), nucleus(table, "tissue.nucleus");
  DiscTissue s;
  s.annulus_c10 = annulus("c10_MPa");
  s.annulus_c01 = annulus("c01_MPa");
  const double nu = annulus("poisson_ratio");
  s.annulus_bulk = 4 * (s.annulus_c10 + s.annulus_c01) * (1 + nu) / (3 * (1 - 2 * nu));
  s.nucleus_c10 = nucleus("c10_MPa");
  s.nucleus_c01 = nucleus("c01_MPa");
  s.nucleus_bulk = nucleus("bulk_modulus_MPa");
  s.nucleus_swelling = nucleus("swelling_strain");
  s.fiber = fiber({table, "tissue.annulus_fiber"});
  return s;
}

TissueSpec tissue(const core::ParameterTable& table) {
  const auto at = [&](const char* name) { return Branch(table, std::string("tissue.") + name); };
  const BoneDensityRatios ratio = bone_density_ratios(table);
  TissueSpec s;
  s.cortical = bone(at("cortical_bone"), ratio.cortical);
  s.cancellous = bone(at("cancellous_bone"), ratio.cancellous);
  s.endplate = bone(at("bony_endplate"), ratio.endplate);
  s.posterior = bone(at("posterior_bone"), ratio.posterior);
  s.graft = bone(at("bone_graft"));
  s.cortical_thickness = at("cortical_bone")("thickness_mm");
  s.endplate_thickness = at("bony_endplate")("thickness_mm");
  const Branch cartilage = at("facet_cartilage");
  s.cartilage = {cartilage("young_modulus_MPa"), cartilage("poisson_ratio"), cartilage("thickness_mm"),
                 cartilage("toe_strain")};
  return s;
}

}  // namespace

bool is_displaced(const SpineSpec& spec) {
  return std::any_of(spec.discs.begin(), spec.discs.end(), [](const DiscSpec& d) {
    return d.distraction_anterior != 0 || d.distraction_posterior != 0 || d.settling_anterior != 0 ||
           d.settling_posterior != 0;
  });
}

SpineSpec as_imaged(SpineSpec spec) {
  for (DiscSpec& disc : spec.discs)
    disc.distraction_anterior = disc.distraction_posterior = disc.settling_anterior = disc.settling_posterior = 0;
  return spec;
}

SpineSpec make_specification(const core::ParameterTable& table, Resolution resolution) {
  SpineSpec spec;
  spec.resolution = resolution;
  const DiscTissue discs = disc_tissue(table);
  for (Vertebra v : all_vertebrae) {
    spec.vertebrae[static_cast<std::size_t>(v)] = vertebra({table, "anatomy." + std::string(name(v))}, v);
  }
  spec.posterior = posterior({table, "anatomy.posterior"});
  for (Level level : all_levels) {
    spec.disc(level) = disc({table, "anatomy." + std::string(name(level))});
    spec.disc(level).follower_offset = table.value("follower." + std::string(name(level)) + ".offset");
    spec.disc(level).tissue = discs;
    for (std::size_t l = 0; l < n_ligaments; ++l) {
      spec.ligament(level, static_cast<Ligament>(l)) =
          ligament({table, "ligament." + std::string(name(level)) + "." + std::string(ligament_names[l])});
    }
  }
  spec.tissue = tissue(table);
  spec.flavum_thickness = table.value("nerve_room.flavum_thickness_mm");
  spec.sacral_slope = table.value("anatomy.S1.endplate_tilt_deg") * std::numbers::pi / 180;
  const DegenerationLadder ladder = degeneration_ladder(table);
  for (Level level : all_levels) {
    const double grade = table.value("anatomy." + std::string(name(level)) + ".degeneration_grade");
    spec = degenerated(std::move(spec), level, grade, ladder);
  }
  return spec;
}

}  // namespace spondyl::spine
