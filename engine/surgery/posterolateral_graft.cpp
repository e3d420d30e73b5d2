#include "surgery/posterolateral_graft.hpp"

#include <algorithm>

#include "surgery/patient.hpp"

namespace spondyl::surgery {
namespace {

using spine::Side;

void check(const PosterolateralGraft& operation, const Patient& patient, Side side) {
  const auto level = operation.level;
  for (const spine::Vertebra v : {upper(level), lower(level)}) {
    if (patient.bone_gone(v, spine::Region::transverse, side) <= 0)
      continue;
    refuse("posterolateral_graft", name(level),
           "the " + std::string(name(side)) + " transverse process of " + std::string(name(v)) +
               " is removed, there is nothing to lay it on",
           "graft the other side, or fuse between the bodies (plif, tlif, alif, llif)", "level");
  }
  const auto& grafts = patient.spec.implants.posterolateral_grafts;
  if (std::any_of(grafts.begin(), grafts.end(), [&](const auto& g) { return g.level == level && g.side == side; })) {
    refuse("posterolateral_graft", name(level), "there is a graft on the " + std::string(name(side)) + " already",
           "leave this operation or this side out", "level");
  }
}

}  // namespace

void perform(const PosterolateralGraft& operation, Patient& patient) {
  check_level(operation.level);
  const Catalog& catalog = patient.catalog();
  const Healing healing = operation.healing.value_or(patient.healing);
  const double modulus = patient.schedule().posterolateral_modulus(healing);
  for (const Side side : sides_of(operation.sides))
    check(operation, patient, side);
  for (const Side side : sides_of(operation.sides)) {
    patient.spec.implants.posterolateral_grafts.push_back(
        {operation.level, side, catalog.graft_width, catalog.graft_thickness, modulus});
  }
  const std::string level(name(operation.level));
  const bool is_sacral = lower(operation.level) == spine::Vertebra::S1;
  patient.cut.push_back("cortex of the transverse processes " +
                        std::string(is_sacral ? "of L5 and of the sacral ala" : "at " + level) + " " +
                        on(operation.sides));
  patient.implanted.push_back("posterolateral graft at " + level + " " + on(operation.sides) + ", " +
                              millimeters(catalog.graft_width) + " x " + millimeters(catalog.graft_thickness));
  patient.healed.push_back(level + " " + describe(healing) + ": posterolateral graft of " + modulus_of(modulus));
}

}  // namespace spondyl::surgery
