// What a surgeon has cut out of a spine, in numbers.
#pragma once

#include <array>
#include <vector>

#include "spine/level.hpp"
#include "spine/region.hpp"

namespace spondyl::spine {

/// Bone removed from the posterior arch. `share` of the region's extent, 0 to 1, beginning where a surgeon begins:
/// articular processes at the medial (front) edge of the joint, laminae and pedicles at their lower edge, the pars at its
/// lateral edge, spinous and transverse processes at their tip. What then hangs on nothing goes with it.
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
  double nucleus_share = 0;  ///< of its volume, 0 to 1, beginning at the back
  std::vector<AnnulusWindow> windows;

  bool empty() const { return nucleus_share == 0 && windows.empty(); }
};

struct Resections {
  std::vector<BoneCut> bone;
  std::array<DiscResection, n_levels> discs;

  bool empty() const;
};

/// Share of every region of every vertebra and side that is removed, 0 to 1.
class RemovedBone {
 public:
  /// The largest of all cuts of a region: they begin at the same edge.
  /// Throws core::Error for a share outside 0 to 1 and for regions that are not of the posterior arch.
  explicit RemovedBone(const std::vector<BoneCut>& cuts = {});

  /// `side` is left or right.
  double operator()(Vertebra v, Region region, Side side) const { return shares_[at(v, region, side)]; }
  void set(Vertebra v, Region region, Side side, double share) { shares_[at(v, region, side)] = share; }
  /// Anything of a vertebra.
  bool any(Vertebra v) const;

 private:
  static std::size_t at(Vertebra v, Region region, Side side) {
    return (static_cast<std::size_t>(v) * region_names.size() + static_cast<std::size_t>(region)) * 2 +
           (side == Side::right ? 1 : 0);
  }
  std::array<double, n_vertebrae * region_names.size() * 2> shares_{};
};

/// Throws core::Error for shares outside 0 to 1 and windows that are no sectors.
void check(const DiscResection& disc, Level level);

}  // namespace spondyl::spine
