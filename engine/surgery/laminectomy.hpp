// Opening the canal from behind: of a lamina, its lower part (partial: a laminotomy), one side (hemi) or all of it
// with the spinous process (full), and of the ligaments what hangs on it.
#pragma once

#include <array>
#include <string_view>

#include "spine/level.hpp"
#include "surgery/side_choice.hpp"

namespace spondyl::surgery {

struct Patient;

enum class LaminectomyExtent { partial, hemi, full };
inline constexpr std::array<std::string_view, 3> laminectomy_extent_names{"partial", "hemi", "full"};
constexpr std::string_view name(LaminectomyExtent e) { return laminectomy_extent_names[static_cast<std::size_t>(e)]; }

/// Partial and hemi cut the flavum below (hemi above too), full also the interspinous and supraspinous ligaments
/// above and below.
struct Laminectomy {
  spine::Vertebra vertebra = spine::Vertebra::L4;
  LaminectomyExtent extent = LaminectomyExtent::full;
  Sides sides = Sides::both;  ///< one side for hemi; both for full
};

/// Throws bad_input for a lamina that is gone, that of S1, or an extent that does not fit the side.
void perform(const Laminectomy& operation, Patient& patient);

}  // namespace spondyl::surgery
