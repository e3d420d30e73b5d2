#include "surgery/ligament_resection.hpp"

#include "surgery/patient.hpp"

namespace spondyl::surgery {

void perform(const LigamentResection& operation, Patient& patient) {
  check_level(operation.level);
  const auto& kept = patient.spec.ligament(operation.level, operation.ligament).kept;
  const std::string ligament(name(operation.ligament));
  bool is_any_left = false;
  for (const spine::Side side : sides_of(operation.sides))
    is_any_left = is_any_left || kept[side == spine::Side::left ? 0 : 1] > 0;
  if (!is_any_left) {
    refuse("ligament_resection", name(operation.level),
           "the " + ligament + " is already resected " + on(operation.sides),
           "leave this operation out, or name another ligament or side", "ligament");
  }
  for (const spine::Side side : sides_of(operation.sides))
    patient.keep_ligament(operation.level, operation.ligament, side, 0);
  patient.cut.push_back(ligament + " at " + std::string(name(operation.level)) +
                        (operation.sides == Sides::both ? "" : " " + on(operation.sides)));
}

}  // namespace spondyl::surgery
