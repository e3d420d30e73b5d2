// What implants carry and how far they are from their limits. Pure functions of the model and a state. mm, N, MPa.
#pragma once

#include <array>
#include <vector>

#include "spine/measure.hpp"
#include "spine/spine_model.hpp"

namespace spondyl::spine {

/// The greatest in any section of a beam; places are on its surface, in the reference configuration.
struct BeamMeasures {
  Peak von_mises;
  double axial_force = 0;     ///< that of the greatest magnitude; tension positive
  double bending_moment = 0;  ///< N mm, resultant of both
  double torsion = 0;         ///< N mm, magnitude
  double yield_factor = 0;    ///< yield strength over von Mises stress; infinite without stress
  double fatigue_factor = 0;  ///< fatigue limit over it
};

struct ScrewMeasures {
  ScrewSpec spec;
  BeamMeasures beam;             ///< in the bone, with the core of the thread
  double bone_force_per_mm = 0;  ///< N/mm: the greatest that the bone bears across the screw
  double pullout_share = 0;      ///< pull at the head over the pull-out strength; 0 where the head is pressed
};

struct HookMeasures {
  HookSpec spec;
  double force = 0;  ///< N, of the blade on the lamina
  double pulloff_share = 0;
};

struct RodMeasures {
  RodSpec spec;
  BeamMeasures beam;
};

struct CrossLinkMeasures {
  CrossLinkSpec spec;
  BeamMeasures beam;
};

/// A face of a cage on an endplate.
struct CageFaceMeasures {
  double force = 0;          ///< N, compression positive
  double mean_pressure = 0;  ///< MPa, over all of the face
  double peak_pressure = 0;  ///< MPa, of a node's area
  /// Endplate strength over mean pressure; infinite without pressure. Below 1 the cage sinks in.
  double subsidence_factor = 0;
};

struct CageMeasures {
  Level level;
  CageSpec spec;
  Peak von_mises;  ///< of the wall
  double yield_factor = 0, fatigue_factor = 0;
  std::array<CageFaceMeasures, 2> faces;  ///< on the lower vertebra, on the upper one
};

struct PosterolateralGraftMeasures {
  PosterolateralGraftSpec spec;
  double axial_force = 0;  ///< N, of the greatest magnitude; tension positive
  double bending_moment = 0;
};

struct ImplantMeasures {
  std::vector<ScrewMeasures> screws;
  std::vector<HookMeasures> hooks;
  std::vector<RodMeasures> rods;
  std::vector<CrossLinkMeasures> cross_links;
  std::vector<CageMeasures> cages;
  std::vector<PosterolateralGraftMeasures> posterolateral_grafts;
};

ImplantMeasures measure_implants(const SpineModel& spine, const fem::State& state, int threads = 1);

}  // namespace spondyl::spine
