#include "surgery/bone_resection.hpp"

#include <algorithm>

#include "surgery/patient.hpp"

namespace spondyl::surgery {
namespace {

using spine::Level;
using spine::Ligament;
using spine::Region;
using spine::Side;

Region region_of(BonePart part) {
  constexpr std::array<Region, 4> regions{Region::pedicle, Region::pars, Region::transverse, Region::spinous};
  return regions[static_cast<std::size_t>(part)];
}

void check(const BoneResection& operation, const Patient& patient) {
  const std::string vertebra(name(operation.vertebra)), part(name(operation.part));
  if (operation.vertebra == spine::Vertebra::S1) {
    refuse("bone_resection", vertebra, "the sacrum of this model has no " + part + " of its own",
           "name a lumbar vertebra", "vertebra");
  }
  for (const Side side : sides_of(operation.sides)) {
    if (patient.bone_gone(operation.vertebra, region_of(operation.part), side) >= 1) {
      refuse("bone_resection", vertebra, "the " + std::string(name(side)) + " " + part + " is already removed",
             "leave this operation or this side out", "part");
    }
    const auto& screws = patient.spec.implants.screws;
    const bool has_screw = std::any_of(screws.begin(), screws.end(), [&](const spine::ScrewSpec& s) {
      return s.vertebra == operation.vertebra && s.side == side;
    });
    if (has_screw && operation.part == BonePart::pedicle) {
      refuse("bone_resection", vertebra, "the " + std::string(name(side)) + " pedicle holds a screw",
             "add remove_instrumentation before it", "part");
    }
  }
}

void cut_ligaments(const BoneResection& operation, Side side, Patient& patient) {
  const int v = static_cast<int>(operation.vertebra);
  for (const Level level : {Level{v - 1}, Level{v}}) {
    if (level.index < 0)
      continue;
    if (operation.part == BonePart::transverse)
      patient.keep_ligament(level, Ligament::ITL, side, 0);
    if (operation.part == BonePart::spinous) {
      patient.keep_ligament(level, Ligament::ISL, side, 0);
      patient.keep_ligament(level, Ligament::SSL, side, 0);
    }
  }
}

}  // namespace

void perform(const BoneResection& operation, Patient& patient) {
  check(operation, patient);
  for (const Side side : sides_of(operation.sides)) {
    patient.cut_bone(operation.vertebra, region_of(operation.part), side, 1);
    cut_ligaments(operation, side, patient);
  }
  check_hooks("bone_resection", patient, "part");
  constexpr std::array<std::string_view, 4> words{"pedicle", "pars", "transverse process with the ITL",
                                                  "spinous process with ISL and SSL"};
  patient.cut.push_back(std::string(words[static_cast<std::size_t>(operation.part)]) + " of " +
                        std::string(name(operation.vertebra)) + " " + on(operation.sides));
}

}  // namespace spondyl::surgery
