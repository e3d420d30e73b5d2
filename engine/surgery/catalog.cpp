#include "surgery/catalog.hpp"

#include <algorithm>
#include <string>

#include "core/units.hpp"
#include "spine/bone_density.hpp"

namespace spondyl::surgery {
namespace {

/// T-score at which bone is called osteoporotic.
constexpr double osteoporosis = -2.5;

// Rows of models/*.toml of each kind; the two lateral cages share all but their depth.
constexpr std::array<std::string_view, cage_kind_names.size()> cage_rows{"plif",       "tlif", "tlif_straight", "alif",
                                                                         "alif_large", "llif", "llif_22"};

class Branch {
 public:
  Branch(const core::ParameterTable& table, std::string path) : table_(table), path_(std::move(path)) {}
  double operator()(std::string_view key) const { return table_.value(path_ + "." + std::string(key)); }
  double radians(std::string_view key) const { return core::radians((*this)(key)); }

 private:
  const core::ParameterTable& table_;
  std::string path_;
};

spine::ImplantStrength strength(const Branch& at, spine::ImplantMaterial material) {
  return {material, at("young_modulus_MPa"), at("poisson_ratio"), at("yield_strength_MPa"), at("fatigue_limit_MPa")};
}

// Linear in the T-score between young adults and osteoporosis, the same beyond.
double pullout(const core::ParameterTable& table) {
  const double share = std::clamp(table.value("tissue.bone_t_score") / osteoporosis, 0.0, 1.0);
  return (1 - share) * table.value("implant.screw.pullout_normal_N") +
         share * table.value("implant.screw.pullout_osteoporotic_N");
}

void read_screws(Catalog& c, const core::ParameterTable& table) {
  const Branch screw(table, "implant.screw"), limit(table, "surgery.limit");
  c.screw_core_ratio = screw("core_ratio");
  c.screw_sagittal_angle = screw.radians("sagittal_angle_deg");
  c.screw_head_height = screw("head_height_mm");
  c.lateral_foundation_ratio = screw("lateral_foundation_ratio");
  c.axial_foundation_ratio = screw("axial_foundation_ratio");
  c.pullout_strength = pullout(table);
  for (const spine::Vertebra v : spine::all_vertebrae) {
    const std::string vertebra(name(v));
    const Branch at(table, "implant.screw." + vertebra);
    c.screws[static_cast<std::size_t>(v)] = {at("diameter_mm"), at("length_mm"), at.radians("transverse_angle_deg"),
                                             limit(vertebra + "_screw_path_mm")};
  }
}

void read_cages(Catalog& c, const core::ParameterTable& table) {
  const Branch cage(table, "implant.cage"), placing(table, "surgery.cage");
  for (std::size_t kind = 0; kind < cage_rows.size(); ++kind) {
    const Branch at(table, "implant.cage." + std::string(cage_rows[kind]));
    c.cages[kind] = {at("length_mm"), at("width_mm"), at("height_mm"), at.radians("lordosis_deg")};
  }
  c.cage_wall = cage("wall_mm");
  c.cage_endplate_strength = cage("endplate_strength_MPa") * spine::bone_density_ratios(table).cancellous;
  c.cage_pair_spacing = table.value("implant.cage.plif.spacing_mm");
  c.cage_rim = placing("rim_mm");
  c.cage_oblique_angle = placing.radians("oblique_angle_deg");
  c.cage_size_step = placing("size_step_mm");
}

}  // namespace

Catalog make_catalog(const core::ParameterTable& table) {
  Catalog c;
  for (std::size_t m = 0; m < c.materials.size(); ++m) {
    c.materials[m] = strength({table, "implant.material." + std::string(spine::implant_material_names[m])},
                              static_cast<spine::ImplantMaterial>(m));
  }
  read_screws(c, table);
  read_cages(c, table);
  c.rod_diameter = table.value("implant.rod.diameter_mm");
  c.cross_link_diameter = table.value("implant.cross_link.diameter_mm");
  const Branch hook(table, "implant.hook"), graft(table, "implant.posterolateral_graft");
  c.hook_blade_width = hook("blade_width_mm");
  c.hook_foundation = hook("foundation_MPa");
  c.hook_pulloff = hook("pulloff_N");
  c.graft_width = graft("width_mm");
  c.graft_thickness = graft("thickness_mm");
  const Branch limit(table, "surgery.limit"), cut(table, "surgery.cut");
  c.limits = {limit("distraction_mm"), limit("settling_mm"), limit("pedicle_fill"), limit("usual_pedicle_fill")};
  c.cuts = {cut("laminotomy_share"),       cut("plif_facet_share"), cut("posterior_nucleus_share"),
            cut("anterior_nucleus_share"), cut("window_margin_mm"), cut("tlif_window_mm"),
            cut("plif_window_mm")};
  return c;
}

}  // namespace spondyl::surgery
