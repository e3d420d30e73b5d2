// One solved spine as a picture needs it: its shape, its neutral and its loaded state, and what is written beside its
// levels.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "fem/state.hpp"
#include "spine/spine_model.hpp"
#include "study/experiment.hpp"
#include "view/field.hpp"
#include "view/skin.hpp"

namespace spondyl::view {

enum class LevelRole { plain, neighbor, fused, decompressed };

struct LevelNote {
  LevelRole role = LevelRole::plain;
  std::string rotation;  ///< "7.5°", with its change against intact where there is one
  std::string stress;    ///< of the annulus; empty without a disc
};

/// The surfaces of a spine, the same in all its states.
struct SpineShape {
  std::shared_ptr<const spine::SpineModel> spine;
  std::vector<Skin> skins;
  std::vector<Bar> bars;
};
std::shared_ptr<const SpineShape> make_shape(std::shared_ptr<const spine::SpineModel> spine, int subdivisions);

/// Immutable and shared: the window draws one while the next is solved. All that takes time is in it, so that it can be
/// made where it holds up nobody.
struct Specimen {
  std::string name;  ///< "intact", or the plan
  std::shared_ptr<const SpineShape> shape;
  fem::State neutral, loaded;
  FieldSource fields;
  std::array<LevelNote, spine::n_levels> notes;

  const spine::SpineModel& spine() const { return *shape->spine; }
};

/// Nothing where the case did not converge. `intact` is what changes are counted against; may be null.
std::shared_ptr<const Specimen> make_specimen(const study::StateResult& state, const study::CaseResult& solved,
                                              const study::CaseResult* intact, std::shared_ptr<const SpineShape> shape);

/// Where nodes are: the neutral posture plus the motion from it times `exaggeration`, mm. `fraction` of the motion: 0
/// neutral, 1 loaded; between them every vertebra turns and shifts evenly and what lies between them follows.
std::vector<Eigen::Vector3d> posture(const Specimen& specimen, double fraction, double exaggeration);

}  // namespace spondyl::view
