// What a spine is before it is meshed: every number of its anatomy and tissues. Operations edit it; a mesh never is
// edited. Lengths in mm, angles in rad, moduli in MPa; the meaning of each number is in models/*.toml.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "core/parameter.hpp"
#include "spine/implant.hpp"
#include "spine/level.hpp"
#include "spine/resection.hpp"
#include "spine/resolution.hpp"

namespace spondyl::spine {

/// The ligaments of a motion segment.
enum class Ligament { ALL, PLL, LF, CL, ITL, ISL, SSL };
inline constexpr int n_ligaments = 7;
inline constexpr std::array<std::string_view, n_ligaments> ligament_names{"ALL", "PLL", "LF", "CL",
                                                                          "ITL", "ISL", "SSL"};
constexpr std::string_view name(Ligament ligament) { return ligament_names[static_cast<std::size_t>(ligament)]; }
/// CL and ITL come in pairs; their numbers are per side.
constexpr bool is_paired(Ligament l) { return l == Ligament::CL || l == Ligament::ITL; }

/// A point of a vertebra in its own frame (x anterior, y left, z cranial), mm.
struct Landmark {
  double x = 0, y = 0, z = 0;
};

/// Body and posterior landmarks of one vertebra. Frame of L1 to L5: center of the body; of S1: its upper endplate.
/// S1 has only the upper endplate, no canal and no pedicles of its own; L1 has no superior facet.
struct VertebraSpec {
  double superior_width = 0, superior_depth = 0;
  double inferior_width = 0, inferior_depth = 0;
  double height_anterior = 0, height_posterior = 0;
  double offset = 0;  ///< of the upper plate's center against the lower one's, forward positive
  double waist_width = 0, waist_depth = 0;
  double superior_concavity = 0, inferior_concavity = 0;  ///< depth of the endplates' middle below their rims
  double canal_width = 0, canal_depth = 0;
  double pedicle_width = 0, pedicle_height = 0;  ///< at the isthmus
  double lamina_x = 0;                           ///< S1 only; in L1 to L5 the lamina lies behind the canal
  double lamina_superior_z = 0, lamina_inferior_z = 0;
  Landmark spinous_tip;
  double spinous_height = 0;
  Landmark transverse_tip;                   ///< left
  Landmark superior_facet;                   ///< left
  Landmark inferior_facet;                   ///< left
  double facet_width = 0, facet_height = 0;  ///< of the inferior facet
};

/// Sections of the posterior elements, the same in all vertebrae.
struct PosteriorSpec {
  double lamina_thickness = 0;
  double articular_thickness = 0;  ///< of the inferior processes, across the facet
  double spinous_thickness = 0;
  double transverse_height = 0, transverse_thickness = 0;  ///< at the tip
};

/// What lies between two endplates.
enum class DiscFill { disc, bone_graft };

struct FiberSpec {
  double modulus_inner = 0, modulus_outer = 0;
  double volume_fraction = 0, inner_ratio = 0;
  double slack_anterior = 0, slack_posterior = 0;
  double toe_anterior = 0, toe_posterior = 0;
  double angle_inner_anterior = 0, angle_inner_posterior = 0;
  double angle_outer_anterior = 0, angle_outer_posterior = 0;
};

/// Tissues of one disc; discs start out alike and differ by degeneration and operations.
struct DiscTissue {
  double annulus_c10 = 0, annulus_c01 = 0, annulus_bulk = 0;
  double nucleus_c10 = 0, nucleus_c01 = 0, nucleus_bulk = 0;
  double nucleus_swelling = 0;  ///< growth of its volume at which it has no pressure
  FiberSpec fiber;
};

struct DiscSpec {
  double height_anterior = 0, height_posterior = 0;
  double offset = 0;            ///< of the upper plate's center against the lower one's, forward positive
  double nucleus_fraction = 0;  ///< of the cross-section
  double nucleus_offset = 0;    ///< forward positive
  /// Added to the heights by an operation: vertebrae keep their shape, ligaments the rest lengths they had without it.
  /// The annulus is taken to have given way.
  double distraction_anterior = 0, distraction_posterior = 0;
  /// What the heights gain when the nucleus swells and ligaments tighten, as a share of them: the stress-free disc is
  /// lower by this, so that the settled spine has the shape that was imaged.
  double settling_anterior = 0, settling_posterior = 0;
  double facet_angle = 0;        ///< facet plane to the sagittal plane
  double facet_inclination = 0;  ///< facet plane to the transverse plane
  double facet_gap = 0;
  double follower_offset = 0;  ///< of the follower load's path, forward positive, as a share of the disc's depth
  DiscTissue tissue;
  DiscFill fill = DiscFill::disc;
};

struct LigamentSpec {
  int strands = 0;
  double stiffness = 0;  ///< of one strand, N per unit strain
  double transition_strain = 0;
  double reference_strain = 0;  ///< rest length = neutral length (1 + this)
  double neutral_length = 0;
  std::array<double, 2> kept{1, 1};  ///< share that is not resected, left and right half
};

struct BoneSpec {
  double young_modulus = 0, poisson_ratio = 0;
};

/// Cartilage of the facets: a layer on each side; its stress over compression rises quadratically up to the toe strain,
/// then with the modulus of confined compression.
struct CartilageSpec {
  double young_modulus = 0, poisson_ratio = 0;
  double thickness = 0;  ///< of one side
  double toe_strain = 0;
};

struct TissueSpec {
  BoneSpec cortical, cancellous, endplate, posterior, graft;
  double cortical_thickness = 0, endplate_thickness = 0;
  CartilageSpec cartilage;
};

struct SpineSpec {
  std::array<VertebraSpec, n_vertebrae> vertebrae;
  PosteriorSpec posterior;
  std::array<DiscSpec, n_levels> discs;
  std::array<std::array<LigamentSpec, n_ligaments>, n_levels> ligaments;
  TissueSpec tissue;
  Resections resections;
  Implants implants;
  double flavum_thickness = 0;  ///< of the ligamenta flava in the neutral posture
  double sacral_slope = 0;
  Resolution resolution = Resolution::interactive;

  const VertebraSpec& operator[](Vertebra v) const { return vertebrae[static_cast<std::size_t>(v)]; }
  DiscSpec& disc(Level level) { return discs[static_cast<std::size_t>(level.index)]; }
  const DiscSpec& disc(Level level) const { return discs[static_cast<std::size_t>(level.index)]; }
  LigamentSpec& ligament(Level level, Ligament l) {
    return ligaments[static_cast<std::size_t>(level.index)][static_cast<std::size_t>(l)];
  }
  const LigamentSpec& ligament(Level level, Ligament l) const {
    return ligaments[static_cast<std::size_t>(level.index)][static_cast<std::size_t>(l)];
  }
};

/// Whether vertebrae of the stress-free spine stand elsewhere than in the image: distracted, or yet to settle.
bool is_displaced(const SpineSpec& spec);
/// The spine as it was imaged: not distracted, discs of the heights they have when settled.
SpineSpec as_imaged(SpineSpec spec);

/// The intact spine of a parameter table.
SpineSpec make_specification(const core::ParameterTable& table, Resolution resolution);

}  // namespace spondyl::spine
