#include "view/skin.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <map>

#include "spine/contact_pressure.hpp"
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

/// The quadrilaterals whose points depend on nodes inside alone.
spine::BoneSurface part_of(const spine::BoneSurface& surface, const std::vector<bool>& is_node_inside) {
  spine::BoneSurface out;
  std::map<int, int> point_of;
  const auto is_inside = [&](int p) {
    const auto& of_point = surface.points[static_cast<std::size_t>(p)].nodes;
    return std::all_of(of_point.begin(), of_point.end(),
                       [&](int n) { return is_node_inside[static_cast<std::size_t>(n)]; });
  };
  for (spine::SurfaceQuad quad : surface.quads) {
    if (!std::all_of(quad.points.begin(), quad.points.end(), is_inside))
      continue;
    for (int& p : quad.points) {
      const auto [at, is_new] = point_of.try_emplace(p, static_cast<int>(out.points.size()));
      if (is_new)
        out.points.push_back(surface.points[static_cast<std::size_t>(p)]);
      p = at->second;
    }
    out.quads.push_back(quad);
  }
  return out;
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
    case SkinKind::facet:
    case SkinKind::cage_face:
      return {};
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

std::vector<Skin> contact_skins(const spine::SpineModel& spine, const std::vector<Skin>& skins) {
  std::vector<bool> may_press(spine.model->mesh().nodes.size());
  for (const int node : spine::contact_nodes(spine))
    may_press[static_cast<std::size_t>(node)] = true;
  std::vector<Skin> out;
  const auto add = [&](SkinKind kind, int part, const spine::BoneSurface& surface) {
    Skin contact{kind, part, part_of(surface, may_press)};
    if (!contact.surface.quads.empty())
      out.push_back(std::move(contact));
  };
  for (const Skin& skin : skins) {
    if (skin.kind == SkinKind::bone)
      add(SkinKind::facet, skin.part, skin.surface);
    if (skin.kind == SkinKind::cage)  // with the graft in its window
      add(SkinKind::cage_face, skin.part,
          spine::tissue_surface(spine.mesh, std::array{Tissue::cage, Tissue::cage_graft}, skin.part, 0));
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
