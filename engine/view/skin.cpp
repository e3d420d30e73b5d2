#include "view/skin.hpp"

#include <algorithm>
#include <limits>

#include "study/implant_list.hpp"

namespace spondyl::view {
namespace {

using spine::Tissue;

constexpr double ligament_radius = 0.55;    // of a strand, mm: to be seen, not measured
constexpr double head_ratio = 1.7;          // a screw's head against its thread
constexpr double graft_radius_share = 0.5;  // of the mean of width and thickness

std::vector<fem::WeightedPoint> centers(const fem::Beams& beams) {
  std::vector<fem::WeightedPoint> out;
  for (const fem::BeamElement& element : beams.elements()) {
    if (out.empty())
      out.emplace_back(element.from.center);
    out.emplace_back(element.to.center);
  }
  return out;
}

void add_ligaments(const spine::SpineModel& spine, std::vector<Bar>& out) {
  for (const spine::Level level : spine::all_levels) {
    const auto& ligaments = spine[level].ligaments;
    for (std::size_t l = 0; l < ligaments.size(); ++l) {
      if (!ligaments[l])
        continue;
      const std::string name = std::string(spine::name(level)) + ", " + std::string(spine::ligament_names[l]);
      for (const fem::Strand& strand : ligaments[l]->strands())
        out.push_back({BarKind::ligament, name, {strand.from, strand.to}, ligament_radius});
    }
  }
}

/// The first beam of a screw is its neck, up to the axis of the rod: the head sits on it.
void add_screw(const spine::ScrewParts& screw, std::vector<Bar>& out) {
  const auto points = centers(*screw.beams);
  const std::string name = study::implant_name(screw.spec);
  const double radius = 0.5 * screw.spec.diameter;
  out.push_back({BarKind::screw, name, points, radius});
  out.push_back({BarKind::screw, name, {points[0], points[1]}, head_ratio * radius});
}

/// From the blade on the lamina to the nearest place on a rod.
void add_hook(const spine::SpineModel& spine, const spine::HookParts& hook, std::vector<Bar>& out) {
  const fem::Mesh& mesh = spine.model->mesh();
  const fem::WeightedPoint& blade = hook.seat->ties().front().from;
  double least = std::numeric_limits<double>::max();
  fem::WeightedPoint head = blade;
  for (const spine::RodParts& rod : spine.implants.rods) {
    for (const fem::WeightedPoint& point : centers(*rod.beams)) {
      const double distance = (point.reference(mesh) - blade.reference(mesh)).norm();
      if (distance < least) {
        least = distance;
        head = point;
      }
    }
  }
  out.push_back({BarKind::hook, study::implant_name(hook.spec), {blade, head}, 0.5 * hook.spec.blade_width});
}

}  // namespace

std::vector<Tissue> tissues_of(SkinKind kind) {
  switch (kind) {
    case SkinKind::bone:
      return {Tissue::cancellous_bone, Tissue::cortical_bone, Tissue::bony_endplate, Tissue::posterior_bone};
    case SkinKind::disc:
      return {Tissue::annulus, Tissue::nucleus};
    case SkinKind::graft:
      return {Tissue::bone_graft};
    case SkinKind::cage:
      return {Tissue::cage};
  }
  return {};
}

std::vector<Skin> skins_of(const spine::SpineModel& spine, int subdivisions) {
  std::vector<Skin> out;
  for (const spine::Vertebra v : spine::all_vertebrae)
    out.push_back({SkinKind::bone, static_cast<int>(v), spine::bone_surface(spine.mesh, v, subdivisions)});
  for (const SkinKind kind : {SkinKind::disc, SkinKind::graft, SkinKind::cage}) {
    for (const spine::Level level : spine::all_levels) {
      Skin skin{
          kind, level.index,
          spine::tissue_surface(spine.mesh, tissues_of(kind), level.index, kind == SkinKind::cage ? 0 : subdivisions)};
      if (!skin.surface.quads.empty())
        out.push_back(std::move(skin));
    }
  }
  return out;
}

std::vector<Bar> bars_of(const spine::SpineModel& spine) {
  std::vector<Bar> out;
  add_ligaments(spine, out);
  for (const spine::ScrewParts& screw : spine.implants.screws)
    add_screw(screw, out);
  for (const spine::HookParts& hook : spine.implants.hooks)
    add_hook(spine, hook, out);
  for (const spine::RodParts& rod : spine.implants.rods)
    out.push_back({BarKind::rod, study::implant_name(rod.spec), centers(*rod.beams), 0.5 * rod.spec.diameter});
  for (const spine::CrossLinkParts& link : spine.implants.cross_links)
    out.push_back({BarKind::rod, study::implant_name(link.spec), centers(*link.beams), 0.5 * link.spec.diameter});
  for (const spine::PosterolateralGraftParts& graft : spine.implants.posterolateral_grafts)
    out.push_back({BarKind::graft, study::implant_name(graft.spec), centers(*graft.beams),
                   0.5 * graft_radius_share * (graft.spec.width + graft.spec.thickness)});
  return out;
}

}  // namespace spondyl::view
