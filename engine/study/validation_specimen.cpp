#include "study/validation_specimen.hpp"

#include <algorithm>

namespace spondyl::study {
namespace {

std::string grade_path(spine::Level level) { return "anatomy." + std::string(name(level)) + ".degeneration_grade"; }

bool concerns(const Specimen& specimen, spine::Level level) {
  return specimen.kind == SpecimenKind::spine || specimen.level == level;
}

void make_rigid(spine::SpineSpec& spec, spine::Level level) {
  spec.disc(level).fill = spine::DiscFill::bone_graft;
  for (std::size_t l = 0; l < spine::n_ligaments; ++l)
    spec.ligament(level, static_cast<spine::Ligament>(l)).kept = {0, 0};
}

}  // namespace

std::string describe(const Specimen& specimen) {
  std::string text(specimen_names[static_cast<std::size_t>(specimen.kind)]);
  if (specimen.kind != SpecimenKind::spine)
    text += " " + std::string(name(specimen.level));
  std::string cut;
  for (std::size_t l = 0; l < spine::n_ligaments; ++l) {
    if (specimen.is_removed[l])
      cut += (cut.empty() ? "" : ", ") + std::string(spine::ligament_names[l]);
  }
  if (!specimen.has_facets)
    cut += cut.empty() ? "facets" : ", facets";
  if (!cut.empty())
    text += " without " + cut;
  if (specimen.degeneration_grade)
    text += " grade " + std::to_string(*specimen.degeneration_grade);
  return text;
}

spine::SpineSpec make_specimen(const Specimen& specimen, core::ParameterTable parameters,
                               spine::Resolution resolution) {
  if (specimen.degeneration_grade) {
    for (const spine::Level level : spine::all_levels) {
      if (concerns(specimen, level))
        parameters.set(grade_path(level), *specimen.degeneration_grade, {.key = "degeneration_grade"});
    }
  }
  spine::SpineSpec spec = spine::make_specification(parameters, resolution);
  if (specimen.kind != SpecimenKind::spine)
    spec.tissue.graft = spec.tissue.cortical;
  for (const spine::Level level : spine::all_levels) {
    if (!concerns(specimen, level)) {
      make_rigid(spec, level);
      continue;
    }
    for (std::size_t l = 0; l < spine::n_ligaments; ++l) {
      if (specimen.kind == SpecimenKind::disc || specimen.is_removed[l])
        spec.ligament(level, static_cast<spine::Ligament>(l)).kept = {0, 0};
    }
  }
  // Joints without stiffness: the facets of the other levels do not move anyway.
  if (specimen.kind == SpecimenKind::disc || !specimen.has_facets)
    spec.tissue.cartilage.young_modulus = 0;
  return spec;
}

}  // namespace spondyl::study
