// Taking a whole part of one vertebra: a pedicle (as for a tumor), a pars (as a spondylolysis has it), a transverse or
// the spinous process.
#pragma once

#include <array>
#include <string_view>

#include "spine/level.hpp"
#include "surgery/side_choice.hpp"

namespace spondyl::surgery {

struct Patient;

enum class BonePart { pedicle, pars, transverse, spinous };
inline constexpr std::array<std::string_view, 4> bone_part_names{"pedicle", "pars", "transverse", "spinous"};
constexpr std::string_view name(BonePart p) { return bone_part_names[static_cast<std::size_t>(p)]; }

struct BoneResection {
  spine::Vertebra vertebra = spine::Vertebra::L4;
  BonePart part = BonePart::transverse;
  Sides sides = Sides::both;
};

/// Cuts the interspinous and supraspinous ligaments with the spinous process, the intertransverse ones with a
/// transverse process. Throws bad_input for what S1 has not or what is gone, and for an implant that is anchored there.
void perform(const BoneResection& operation, Patient& patient);

}  // namespace spondyl::surgery
