// Which surfaces a spine is drawn with. No graphics here: points in terms of nodes, quadrilaterals between them.
#pragma once

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
  int level;  ///< of a ligament; -1 of implants
  std::vector<fem::WeightedPoint> points;
  double radius;  ///< mm
};
std::vector<Bar> bars_of(const spine::SpineModel& spine);

}  // namespace spondyl::view
