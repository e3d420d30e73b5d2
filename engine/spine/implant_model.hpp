// Implants as parts of a finite-element model: handles to what carries load in each, and where it belongs.
#pragma once

#include <array>
#include <vector>

#include "fem/beam.hpp"
#include "fem/model.hpp"
#include "fem/patch_contact.hpp"
#include "fem/solid_block.hpp"
#include "fem/ties.hpp"
#include "spine/spine_mesh.hpp"

namespace spondyl::spine {

/// Head, neck and thread. The first element is the neck from the rod's axis to the bone, the others lie in the bone.
struct ScrewParts {
  ScrewSpec spec;
  const fem::Beams* beams = nullptr;
  const fem::Ties* thread = nullptr;
  std::vector<double> lengths;  ///< mm of screw that each tie of the thread stands for
};

struct HookParts {
  HookSpec spec;
  const fem::PatchContact* blade = nullptr;
  const fem::Ties* seat = nullptr;
};

struct RodParts {
  RodSpec spec;
  const fem::Beams* beams = nullptr;
};

struct CrossLinkParts {
  CrossLinkSpec spec;
  const fem::Beams* beams = nullptr;
};

struct CageParts {
  Level level;
  CageSpec spec;
  const fem::Block* wall = nullptr;
  const fem::Block* graft = nullptr;           ///< in its window; null: empty
  std::array<const fem::Ties*, 2> faces{};     ///< on the lower vertebra, on the upper one
  std::array<std::vector<double>, 2> areas{};  ///< mm^2 of each tie
  std::array<std::vector<char>, 2> is_wall{};  ///< whether it stands for wall (not graft) alone or in part
};

struct PosterolateralGraftParts {
  PosterolateralGraftSpec spec;
  const fem::Beams* beams = nullptr;
  std::array<const fem::Ties*, 2> ends{};  ///< on the upper, on the lower vertebra
};

/// Something of the model and its rank: 0 moves with L1, 5 with S1, 3.5 half way between L4 and L5.
struct Ranked {
  int index;
  double rank;
};

struct ImplantParts {
  std::vector<ScrewParts> screws;
  std::vector<HookParts> hooks;
  std::vector<RodParts> rods;
  std::vector<CrossLinkParts> cross_links;
  std::vector<CageParts> cages;
  std::vector<PosterolateralGraftParts> posterolateral_grafts;
  std::vector<Ranked> nodes;   ///< of all implants
  std::vector<Ranked> bodies;  ///< rigid ones

  /// A cross-section of a beam, in the definition and in these lists.
  fem::BeamStation add_station(fem::ModelDefinition& definition, const Eigen::Vector3d& center, double rank);
};

/// Adds the implants of `spec` to a definition that has the mesh of the spine; cages add elements to the mesh and tags.
/// Throws core::Error for implants that the anatomy has no place for, naming vertebra or level.
ImplantParts add_implants(const SpineSpec& spec, const Alignment& alignment, SpineMesh& mesh,
                          fem::ModelDefinition& definition);

}  // namespace spondyl::spine
