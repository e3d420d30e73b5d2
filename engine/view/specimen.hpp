// One solved spine as a picture needs it: its shape, its neutral and its loaded state, and what is written beside its
// levels.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "fem/state.hpp"
#include "spine/facet_forces.hpp"
#include "spine/nerve_room.hpp"
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
  // In the loaded state.
  std::vector<spine::FacetForce> facet_forces = {};
  std::array<spine::NerveRoom, spine::n_levels> nerve_rooms = {};
  std::map<std::string, std::string> implants = {};  ///< what each carries, in lines, by its name (study::implant_name)
  bool is_difference = false;                        ///< its fields are changes, see difference

  const spine::SpineModel& spine() const { return *shape->spine; }
};

/// Nothing where the case did not converge. `intact` is what changes are counted against; may be null.
std::shared_ptr<const Specimen> make_specimen(const study::StateResult& state, const study::CaseResult& solved,
                                              const study::CaseResult* intact, std::shared_ptr<const SpineShape> shape);

/// The operated specimen, with what its fields have more than those of another, the intact one or that of another plan (see
/// FieldSource::minus).
std::shared_ptr<const Specimen> difference(const Specimen& operated, const Specimen& other);

}  // namespace spondyl::view
