#include "surgery/sagittal_shape.hpp"

#include <cmath>

#include "surgery/discectomy.hpp"

namespace spondyl::surgery {
namespace {

double wedge(double anterior, double posterior, double depth) {
  return 2 * std::atan2(0.5 * (anterior - posterior), depth);
}

}  // namespace

double segmental_lordosis(const spine::SpineSpec& spec, spine::Level level) {
  const spine::DiscSpec& disc = spec.disc(level);
  return wedge(disc.height_anterior + disc.distraction_anterior, disc.height_posterior + disc.distraction_posterior,
               disc_depth(spec, level));
}

double lordosis_change(const spine::SpineSpec& spec) {
  double change = 0;
  for (const spine::Level level : spine::all_levels) {
    const spine::DiscSpec& disc = spec.disc(level);
    change +=
        segmental_lordosis(spec, level) - wedge(disc.height_anterior, disc.height_posterior, disc_depth(spec, level));
  }
  return change;
}

}  // namespace spondyl::surgery
