// The finite-element model of a specification, with handles to its parts. Immutable and shared by all solves.
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "fem/connector.hpp"
#include "fem/model.hpp"
#include "fem/patch_contact.hpp"
#include "fem/solid_block.hpp"
#include "spine/fidelity.hpp"
#include "spine/implant_model.hpp"
#include "spine/spine_mesh.hpp"

namespace spondyl::spine {

/// Solid blocks and strands of one motion segment. Blocks the segment does not have are null.
struct LevelParts {
  const fem::Block* nucleus = nullptr;
  const fem::Block* annulus = nullptr;
  const fem::Block* graft = nullptr;
  std::array<const fem::Connectors*, n_ligaments> ligaments{};  ///< null where resected
  std::array<const fem::PatchContact*, 2> facets{};             ///< left, right
};

/// Solid blocks of one vertebra; none where bone is rigid.
struct VertebraParts {
  const fem::Block* cancellous = nullptr;
  const fem::Block* cortical = nullptr;
  const fem::Block* endplates = nullptr;
  const fem::Block* posterior = nullptr;        ///< without `thinned`
  std::vector<const fem::Block*> thinned = {};  ///< posterior elements through which a cut passes, by what it left
};

/// Axes of the laboratory about which moments act.
enum class Axis { lateral, flexion, axial };  // x, y, z

struct SpineModel {
  SpineSpec spec;
  Fidelity fidelity = Fidelity::elastic_bone;
  Alignment alignment;
  SpineMesh mesh;
  std::unique_ptr<const fem::Model> model;
  std::array<LevelParts, n_levels> levels;
  std::array<VertebraParts, n_vertebrae> vertebrae;
  ImplantParts implants;
  std::vector<double> rank;  ///< of every node, see Ranked
  int grip = 0;              ///< rigid body that the upper endplate of L1, or all of a rigid L1, is part of
  int follower_load = 0;     ///< number of its amplitude (N)

  const LevelParts& operator[](Level level) const { return levels[static_cast<std::size_t>(level.index)]; }
  /// Moment on L1 about an axis: its number among fem::Model::moments().
  std::size_t moment(Axis axis) const { return static_cast<std::size_t>(axis); }
};

/// Meshes and assembles. S1 is held at its base; the upper endplate of L1 is gripped (rigid), moments act on the grip.
/// Rigid bone: all of S1 is held, L1 is the grip, L2 to L5 are bodies of their own.
/// Throws core::Error if the anatomy cannot be meshed (an element would be turned inside out), naming the part, and for
/// resections and implants that cannot be made.
/// What models that are `alike` have in common with it need not be found again (see fem::Model).
std::unique_ptr<const SpineModel> make_spine_model(const SpineSpec& spec, Fidelity fidelity = Fidelity::elastic_bone,
                                                   const std::vector<const fem::Model*>& alike = {});

}  // namespace spondyl::spine
