// Five identical levels, some of them rigid: a check of the hybrid protocol that needs no reference solution. A pure
// moment is the same at every level of a straight column, so the free levels share the total rotation equally.

#include <algorithm>
#include <cmath>

#include <catch2/catch.hpp>

#include "figures.hpp"
#include "plain_spine.hpp"
#include "spine_solve.hpp"

namespace {

using namespace spondyl;

// The bone hardly yields: what the ends do to L1 and S1 makes no difference then. The landmarks of S1 count from its
// endplate, those of the others from the middle of the body; moved by as much, L5-S1 is a level like the others.
spine::SpineSpec stiff_boned_spine() {
  spine::SpineSpec spec = test::plain_spine();
  for (spine::BoneSpec* bone : {&spec.tissue.cortical, &spec.tissue.cancellous, &spec.tissue.endplate,
                                &spec.tissue.posterior, &spec.tissue.graft})
    bone->young_modulus = 1e6;
  spine::VertebraSpec& sacrum = spec.vertebrae.back();
  const double half_height = 0.5 * sacrum.height_anterior;
  for (double* z : {&sacrum.lamina_superior_z, &sacrum.lamina_inferior_z, &sacrum.spinous_tip.z,
                    &sacrum.transverse_tip.z, &sacrum.superior_facet.z, &sacrum.inferior_facet.z})
    *z -= half_height;
  return spec;
}

void check_shares(const std::string& direction_name, const spine::Direction& direction, double moment) {
  const auto intact = test::neutral_spine(stiff_boned_spine(), 0);
  const auto before = test::turned(intact, direction, moment).measures;
  CAPTURE(direction_name, before.total_rotation);
  struct Construct {
    const char* levels;
    int first, last;
  };
  for (const Construct& c : {Construct{"L3-L4", 2, 2}, Construct{"L3-L5", 2, 3}, Construct{"L2-L5", 1, 3}}) {
    const auto fused = test::neutral_spine(test::fused(stiff_boned_spine(), c.first, c.last), 0);
    const auto after = test::turned(fused, direction, 0, before.total_rotation).measures;
    const int rigid = c.last - c.first + 1;
    double error = 0;
    for (const spine::Level level : spine::all_levels) {
      if (level.index >= c.first && level.index <= c.last)
        continue;
      error =
          std::max(error, test::relative_error(after[level].rotation / before[level].rotation, 5.0 / (5.0 - rigid)));
    }
    test::check_at_most({"Lumbar spine", "hybrid: free levels against 5/" + std::to_string(5 - rigid) + " of intact",
                         "five identical levels, " + std::string(c.levels) + " rigid, " + direction_name},
                        error, 0.01);
  }
}

TEST_CASE("free levels of five identical ones share the intact rotation equally: flexion", "[spine][verification]") {
  check_shares("flexion", {spine::Axis::flexion, 1}, 3000);
}

TEST_CASE("free levels of five identical ones share the intact rotation equally: bending, rotation",
          "[spine][verification]") {
  check_shares("lateral bending", {spine::Axis::lateral, 1}, 3000);
  check_shares("axial rotation", {spine::Axis::axial, 1}, 3000);
}

}  // namespace
