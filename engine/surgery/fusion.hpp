// Making one to three levels grow together: everything that an approach cuts, implants and grafts, in one operation.
#pragma once

#include <optional>
#include <vector>

#include "spine/level.hpp"
#include "surgery/approach.hpp"
#include "surgery/cage_kind.hpp"
#include "surgery/healing.hpp"
#include "surgery/instrumentation.hpp"

namespace spondyl::surgery {

struct Patient;

/// What is not said is taken from the approach and the catalog.
struct CageChoice {
  std::optional<CageKind> kind = {};
  std::optional<double> height = {}, lordosis = {};  ///< mm, rad
  std::optional<spine::ImplantMaterial> material = {};
};

/// Without an approach an idealized block: mature bone graft in the place of each disc, nothing else cut or implanted.
struct Fusion {
  std::vector<spine::Level> levels = {};  ///< one to three neighbors
  Approach approach = Approach::none;
  std::optional<Sides> sides = {};  ///< tlif and llif need one; plif and plf can be one-sided
  CageChoice cage = {};
  std::optional<Hardware> hardware = Hardware{};  ///< nothing: stand-alone
  std::optional<Healing> healing = {};            ///< default: of the plan
};

/// Throws bad_input for a level that is fused, an approach that does not reach a level or lacks its side, and what the
/// parts of the approach refuse.
void perform(const Fusion& operation, Patient& patient);

}  // namespace spondyl::surgery
