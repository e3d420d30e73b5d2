// What a surgeon has cut out of a spine, in numbers.
#pragma once

#include <array>
#include <vector>

#include "spine/level.hpp"
#include "spine/region.hpp"

namespace spondyl::spine {

/// Bone removed. `share` of the region, 0 to 1, beginning where a surgeon begins: articular processes at their medial
/// edge, laminae at their lower edge and the midline, spinous processes at their tip.
struct BoneCut {
  Vertebra vertebra = Vertebra::L1;
  Region region = Region::lamina;
  Side side = Side::middle;  ///< middle: both
  double share = 1;
};

/// An opening in the annulus through its whole thickness; angles around the middle of the disc, 0 at the front,
/// counter-clockwise seen from above (left = pi/2, back = pi).
struct AnnulusWindow {
  double from = 0, to = 0;  ///< from < to; may pass 2 pi
};

/// What was taken from one disc.
struct DiscResection {
  double nucleus_share = 0;  ///< of its volume, 0 to 1
  std::vector<AnnulusWindow> windows;
};

struct Resections {
  std::vector<BoneCut> bone;
  std::array<DiscResection, n_levels> discs;
};

}  // namespace spondyl::spine
