// Which surfaces a spine is drawn with. No graphics here: points in terms of nodes, quadrilaterals between them.
#pragma once

#include <string>
#include <vector>

#include "spine/bone_surface.hpp"
#include "spine/spine_model.hpp"

namespace spondyl::view {

enum class SkinKind {
  bone,
  disc,
  graft,
  cage,
  facet,     ///< the articular surfaces of one vertebra alone: what wears contact pressure
  cage_face  ///< likewise the faces of a cage, towards both endplates
};
/// Surfaces that press on others, drawn over the skins of what they belong to.
constexpr bool is_contact(SkinKind kind) { return kind == SkinKind::facet || kind == SkinKind::cage_face; }

struct Skin {
  SkinKind kind;
  int part;  ///< vertebra of bone and facets, level of the others
  spine::BoneSurface surface;
};

/// Tissues that a skin encloses; none of surfaces that press.
std::vector<spine::Tissue> tissues_of(SkinKind kind);

/// Everything solid of the spine; parts that it lacks are left out.
std::vector<Skin> skins_of(const spine::SpineModel& spine, int subdivisions);

/// Of the skins, those quadrilaterals that may press on others (spine::contact_nodes): no smoothed skin beside a joint
/// wears a share of what the joint carries.
std::vector<Skin> contact_skins(const spine::SpineModel& spine, const std::vector<Skin>& skins);

/// A round bar along points: screws, rods, ligaments, grafts.
enum class BarKind { ligament, screw, rod, hook, graft };
struct Bar {
  BarKind kind;
  std::string name;  ///< "L3-L4, ISL"; of implants as study::ImplantEntry has it, "rod L4-L5 left"
  std::vector<fem::WeightedPoint> points;
  double radius;  ///< mm
};
std::vector<Bar> bars_of(const spine::SpineModel& spine);

}  // namespace spondyl::view
