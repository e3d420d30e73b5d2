#include "surgery/laminectomy.hpp"

#include "surgery/patient.hpp"

namespace spondyl::surgery {
namespace {

using spine::Level;
using spine::Ligament;
using spine::Region;
using spine::Side;

double share_of(const Laminectomy& operation, const Patient& patient) {
  return operation.extent == LaminectomyExtent::partial ? patient.catalog().cuts.laminotomy_share : 1;
}

void check(const Laminectomy& operation, const Patient& patient) {
  const std::string vertebra(name(operation.vertebra));
  if (operation.vertebra == spine::Vertebra::S1) {
    refuse("laminectomy", vertebra, "the sacrum of this model has no lamina", "for L5-S1 open the lamina of L5",
           "vertebra");
  }
  if (operation.extent == LaminectomyExtent::hemi && operation.sides == Sides::both) {
    refuse("laminectomy", vertebra, "a hemilaminectomy is on one side and none is named",
           "add side = \"left\" or \"right\", or choose extent = \"full\"", "side");
  }
  if (operation.extent == LaminectomyExtent::full && operation.sides != Sides::both) {
    refuse("laminectomy", vertebra,
           "a full laminectomy takes both sides, not the " + std::string(name(operation.sides)),
           "leave the side out, or choose extent = \"hemi\"", "side");
  }
  bool is_any_left = false;
  for (const Side side : sides_of(operation.sides)) {
    is_any_left =
        is_any_left || patient.bone_gone(operation.vertebra, Region::lamina, side) < share_of(operation, patient);
  }
  if (!is_any_left) {
    refuse("laminectomy", vertebra, "this part of the lamina is already removed " + on(operation.sides),
           "leave this operation out, or take a greater extent", "vertebra");
  }
}

std::vector<Level> levels_at(const Laminectomy& operation) {
  const int v = static_cast<int>(operation.vertebra);
  std::vector<Level> levels{Level{v}};
  if (operation.extent != LaminectomyExtent::partial && v > 0)
    levels.push_back(Level{v - 1});
  return levels;
}

}  // namespace

void perform(const Laminectomy& operation, Patient& patient) {
  check(operation, patient);
  const auto levels = levels_at(operation);
  for (const Side side : sides_of(operation.sides)) {
    patient.cut_bone(operation.vertebra, Region::lamina, side, share_of(operation, patient));
    for (const Level level : levels)
      patient.keep_ligament(level, Ligament::LF, side, 0);
    if (operation.extent != LaminectomyExtent::full)
      continue;
    patient.cut_bone(operation.vertebra, Region::spinous, side, 1);
    for (const Level level : levels) {
      patient.keep_ligament(level, Ligament::ISL, side, 0);
      patient.keep_ligament(level, Ligament::SSL, side, 0);
    }
  }
  check_hooks("laminectomy", patient, "vertebra");
  const std::string vertebra(name(operation.vertebra));
  switch (operation.extent) {
    case LaminectomyExtent::partial:
      patient.cut.push_back("lower " + percent_of(share_of(operation, patient)) + " of the lamina of " + vertebra +
                            " " + on(operation.sides) + ", LF at " + names_of(levels));
      break;
    case LaminectomyExtent::hemi:
      patient.cut.push_back("lamina of " + vertebra + " " + on(operation.sides) + ", LF at " + names_of(levels) + " " +
                            on(operation.sides));
      break;
    case LaminectomyExtent::full:
      patient.cut.push_back("both laminae and the spinous process of " + vertebra + ", LF, ISL and SSL at " +
                            names_of(levels));
      break;
  }
}

}  // namespace spondyl::surgery
