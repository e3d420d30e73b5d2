// Which surfaces a spine is drawn with. No graphics here: points in terms of nodes, quadrilaterals between them.
#pragma once

#include <string>
#include <vector>

#include "spine/bone_surface.hpp"
#include "spine/spine_model.hpp"

namespace spondyl::view {

enum class SkinKind { bone, disc, graft, cage };

struct Skin {
  SkinKind kind;
  int part;  ///< vertebra of bone, level of the others
  spine::BoneSurface surface;
};

/// Tissues that a skin encloses.
std::vector<spine::Tissue> tissues_of(SkinKind kind);

/// Everything solid of the spine; parts that it lacks are left out.
std::vector<Skin> skins_of(const spine::SpineModel& spine, int subdivisions);

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
