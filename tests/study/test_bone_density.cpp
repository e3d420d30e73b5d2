#include "spine/bone_density.hpp"

#include <catch2/catch.hpp>

#include "made_up_result.hpp"

namespace {

using namespace spondyl;

spine::BoneDensityRatios at(double t_score) {
  core::ParameterTable table = test::shipped_parameters();
  table.set("tissue.bone_t_score", t_score);
  return spine::bone_density_ratios(table);
}

TEST_CASE("bone of T-score 0 has the moduli of the table", "[study][unit]") {
  const spine::SpineSpec spec = spine::make_specification(test::shipped_parameters(), spine::Resolution::interactive);
  CHECK(spec.tissue.cancellous.young_modulus ==
        test::shipped_parameters().value("tissue.cancellous_bone.young_modulus_MPa"));
  CHECK(spec.tissue.cortical.young_modulus ==
        test::shipped_parameters().value("tissue.cortical_bone.young_modulus_MPa"));
  CHECK(spec.tissue.endplate.young_modulus ==
        test::shipped_parameters().value("tissue.bony_endplate.young_modulus_MPa"));
}

TEST_CASE("moduli rise with the T-score over its whole range and stay above zero", "[study][unit]") {
  spine::BoneDensityRatios before = at(-4);
  CHECK(before.cancellous > 0.01);
  for (double t = -3.75; t <= 2; t += 0.25) {
    const spine::BoneDensityRatios now = at(t);
    CHECK(now.cancellous > before.cancellous);
    CHECK(now.cortical > before.cortical);
    CHECK(now.endplate > before.endplate);
    before = now;
  }
}

// Finite-element studies of osteoporotic bone: JOSR2020_OST takes 34 % of cancellous and 67 % of cortical modulus,
// BONEDENS2025 39 % of the cortical one; osteopenia between (70 % of the cortical modulus in BONEDENS2025).
TEST_CASE("osteoporotic bone is as soft as published models take it", "[study][validation]") {
  CHECK(at(-2.5).cancellous == Approx(0.34).margin(0.02));
  CHECK(at(-2.5).cortical >= 0.39);
  CHECK(at(-2.5).cortical <= 0.70);
  CHECK(at(-1.5).cortical >= 0.70);
  CHECK(at(-1.5).cancellous > 0.34);
}

}  // namespace
