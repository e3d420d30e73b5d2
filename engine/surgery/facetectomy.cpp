#include "surgery/facetectomy.hpp"

#include "surgery/patient.hpp"

namespace spondyl::surgery {
namespace {

using spine::Region;
using spine::Side;

void check(const Facetectomy& operation, const Patient& patient) {
  check_level(operation.level);
  if (!(operation.share > 0 && operation.share <= 1)) {
    refuse("facetectomy", name(operation.level), "a share of " + core::to_text(operation.share) + " cannot be taken",
           "give share a number above 0, up to 1", "share");
  }
  for (const Side side : sides_of(operation.sides)) {
    const double gone = patient.bone_gone(upper(operation.level), Region::inferior_articular, side);
    if (gone < operation.share)
      continue;
    refuse("facetectomy", name(operation.level),
           "the " + std::string(name(side)) + " inferior articular process of " +
               std::string(name(upper(operation.level))) + " is already removed" +
               (gone < 1 ? " by " + percent_of(gone) : ""),
           gone < 1 ? "take a greater share, or leave this operation out" : "leave this operation or this side out",
           "level");
  }
}

}  // namespace

void perform(const Facetectomy& operation, Patient& patient) {
  check(operation, patient);
  for (const Side side : sides_of(operation.sides)) {
    patient.cut_bone(upper(operation.level), Region::inferior_articular, side, operation.share);
    patient.keep_ligament(operation.level, spine::Ligament::CL, side, 1 - operation.share);
  }
  const std::string how_much = operation.share < 1 ? "medial " + percent_of(operation.share) + " of the" : "whole";
  patient.cut.push_back(how_much + " facet joint of " + std::string(name(operation.level)) + " " + on(operation.sides) +
                        " with its capsule");
}

}  // namespace spondyl::surgery
