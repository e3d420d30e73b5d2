// A cage between two endplates: it sets the height and the lordosis of the level.
#pragma once

#include <optional>

#include "spine/implant.hpp"
#include "surgery/cage_kind.hpp"
#include "surgery/healing.hpp"
#include "surgery/side_choice.hpp"

namespace spondyl::surgery {

struct Patient;

struct InterbodyCage {
  spine::Level level = {};
  CageKind kind = CageKind::plif;
  /// plif: both (a pair) where nothing is said; tlif and llif need a side; alif has none.
  std::optional<Sides> sides = {};
  /// mm, rad; default: of the catalog, and as much higher as the disc is.
  std::optional<double> height = {}, lordosis = {}, length = {}, width = {};
  spine::ImplantMaterial material = spine::ImplantMaterial::peek;
  std::optional<Healing> healing = {};  ///< default: of the plan
};

/// Throws bad_input for a disc that is not opened where the cage goes in, a level that is solid, held by rods or
/// occupied, and a cage that does not fit.
void perform(const InterbodyCage& operation, Patient& patient);

}  // namespace spondyl::surgery
