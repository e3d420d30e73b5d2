// What operations make of the specification: cuts, implants, shape, healing.

#include <cmath>
#include <numbers>

#include <catch2/catch.hpp>

#include "operating_table.hpp"
#include "study/scene.hpp"

namespace {

using namespace spondyl;
using namespace spondyl::test;
using namespace spondyl::surgery;
using Catch::Contains;
using spine::Ligament;
using spine::Region;
using spine::Side;
using spine::SpineSpec;
using spine::Vertebra;

double kept(const SpineSpec& spec, spine::Level level, Ligament ligament, Side side) {
  return spec.ligament(level, ligament).kept[side == Side::left ? 0 : 1];
}

double gone(const SpineSpec& spec, Vertebra v, Region region, Side side) {
  double share = 0;
  for (const spine::BoneCut& cut : spec.resections.bone) {
    if (cut.vertebra == v && cut.region == region && cut.side == side)
      share = std::max(share, cut.share);
  }
  return share;
}

// Angle of the opened annulus on the left half (y > 0) of a level.
double opened(const SpineSpec& spec, spine::Level level, bool is_left) {
  double sum = 0;
  constexpr int n = 3600;
  for (int i = 0; i < n; ++i) {
    const double angle = 2 * std::numbers::pi * (i + 0.5) / n;
    if ((std::sin(angle) > 0) != is_left)
      continue;
    for (const auto& w : spec.resections.discs[static_cast<std::size_t>(level.index)].windows) {
      const bool is_in = (w.from <= angle && angle <= w.to) ||
                         (w.from <= angle + 2 * std::numbers::pi && angle + 2 * std::numbers::pi <= w.to);
      sum += is_in ? 2 * std::numbers::pi / n : 0;
    }
  }
  return sum;
}

// The endplates of a level as two lines in the sagittal plane: distance at x, and their angle.
double plate_distance(const SpineSpec& spec, spine::Level level, double x) {
  const spine::DiscSpec& disc = spec.disc(level);
  const double front = disc.height_anterior + disc.distraction_anterior;
  const double back = disc.height_posterior + disc.distraction_posterior;
  return 0.5 * (front + back) + (front - back) * x / disc_depth(spec, level);
}

TEST_CASE("PLIF opens the canal and the disc on both sides and keeps the posterior tension band", "[surgery][unit]") {
  const SpineSpec spec = operate({fusion({l4_l5}, Approach::plif)}).spec;
  for (const Side side : spine::both_sides) {
    CHECK(gone(spec, Vertebra::L4, Region::lamina, side) == 0.5);
    CHECK(gone(spec, Vertebra::L4, Region::inferior_articular, side) == 0.5);
    CHECK(kept(spec, l4_l5, Ligament::LF, side) == 0);
    CHECK(kept(spec, l4_l5, Ligament::CL, side) == 0.5);
    CHECK(kept(spec, l4_l5, Ligament::SSL, side) == 1);
    CHECK(kept(spec, l4_l5, Ligament::ALL, side) == 1);
    CHECK(kept(spec, l3_l4, Ligament::LF, side) == 1);
  }
  CHECK(opened(spec, l4_l5, true) > 0.1);
  CHECK(opened(spec, l4_l5, true) == Approx(opened(spec, l4_l5, false)));
  CHECK(spec.implants.cages[3].size() == 2);
  CHECK(spec.implants.cages[3][0].center_y == -spec.implants.cages[3][1].center_y);
  CHECK(spec.implants.screws.size() == 4);
  CHECK(spec.implants.rods.size() == 2);
  CHECK(spec.disc(l4_l5).fill == spine::DiscFill::disc);
}

TEST_CASE("TLIF takes one facet joint and enters the disc there", "[surgery][unit]") {
  const SpineSpec left = operate({fusion({l4_l5}, Approach::tlif, Sides::left)}).spec;
  const SpineSpec right = operate({fusion({l4_l5}, Approach::tlif, Sides::right)}).spec;
  CHECK(gone(left, Vertebra::L4, Region::inferior_articular, Side::left) == 1);
  CHECK(gone(left, Vertebra::L4, Region::inferior_articular, Side::right) == 0);
  CHECK(kept(left, l4_l5, Ligament::CL, Side::left) == 0);
  CHECK(kept(left, l4_l5, Ligament::CL, Side::right) == 1);
  CHECK(opened(left, l4_l5, true) > 0.1);
  CHECK(opened(left, l4_l5, false) == 0);
  CHECK(opened(right, l4_l5, false) == Approx(opened(left, l4_l5, true)));
  // One cage across, in the front half.
  REQUIRE(left.implants.cages[3].size() == 1);
  CHECK(left.implants.cages[3][0].center_x > 0);
  CHECK(left.implants.rods.size() == 2);
}

TEST_CASE("anterior and lateral approaches leave the arch alone", "[surgery][unit]") {
  const SpineSpec front = operate({fusion({l5_s1}, Approach::alif)}).spec;
  CHECK(front.resections.bone.empty());
  CHECK(kept(front, l5_s1, Ligament::ALL, Side::left) == 0);
  CHECK(kept(front, l4_l5, Ligament::ALL, Side::left) == 1);
  CHECK(opened(front, l5_s1, true) == Approx(opened(front, l5_s1, false)));
  const SpineSpec flank = operate({fusion({l3_l4}, Approach::llif, Sides::right)}).spec;
  CHECK(flank.resections.bone.empty());
  CHECK(kept(flank, l3_l4, Ligament::ALL, Side::left) == 1);
  CHECK(opened(flank, l3_l4, true) > 0);
  CHECK(flank.implants.cages[2][0].length > front.implants.cages[4][0].length);
}

TEST_CASE("PLF leaves the disc and lays graft on both sides", "[surgery][unit]") {
  const SpineSpec spec = operate({fusion({l3_l4, l4_l5}, Approach::plf)}).spec;
  CHECK(spec.resections.discs[3].nucleus_share == 0);
  CHECK(spec.implants.posterolateral_grafts.size() == 4);
  CHECK(spec.implants.screws.size() == 6);
  CHECK(spec.implants.rods.size() == 2);
  for (const spine::RodSpec& rod : spec.implants.rods)
    CHECK((rod.upper == Vertebra::L3 && rod.lower == Vertebra::L5));
}

TEST_CASE("a stand-alone fusion has no screws, one-sided rods are on one side", "[surgery][unit]") {
  Fusion alone = fusion({l5_s1}, Approach::alif);
  alone.hardware.reset();
  const SpineSpec spec = operate({alone}).spec;
  CHECK(spec.implants.screws.empty());
  CHECK(spec.implants.rods.empty());
  Fusion one = fusion({l4_l5}, Approach::tlif, Sides::left);
  one.hardware->sides = Sides::left;
  const SpineSpec unilateral = operate({one}).spec;
  REQUIRE(unilateral.implants.rods.size() == 1);
  CHECK(unilateral.implants.rods[0].side == Side::left);
  for (const spine::ScrewSpec& screw : unilateral.implants.screws)
    CHECK(screw.side == Side::left);
}

TEST_CASE("a cage gives the level its height and its lordosis", "[surgery][unit]") {
  const auto kind_of = GENERATE(Approach::plif, Approach::tlif, Approach::alif, Approach::llif);
  const bool has_side = kind_of == Approach::tlif || kind_of == Approach::llif;
  Fusion f = fusion({l4_l5}, kind_of, has_side ? std::optional(Sides::left) : std::nullopt);
  if (kind_of == Approach::alif)
    f.levels = {l5_s1};
  f.cage.height = 14;
  f.cage.lordosis = GENERATE(0.0, 0.1, 0.2);
  const SpineSpec spec = operate({f}).spec;
  const spine::Level level = f.levels.front();
  const spine::CageSpec& cage = spec.implants.cages[static_cast<std::size_t>(level.index)].front();
  CHECK(plate_distance(spec, level, cage.center_x) == Approx(14));
  const double rise = plate_distance(spec, level, 1) - plate_distance(spec, level, 0);
  CHECK(2 * std::atan(rise / 2) == Approx(*f.cage.lordosis));
}

TEST_CASE("a cage whose height is not said fills a high disc and opens a low one", "[surgery][unit]") {
  const SpineSpec high = operate({fusion({l4_l5}, Approach::plif)}).spec;
  const double disc = plate_distance(intact(), l4_l5, 0), cage = high.implants.cages[3][0].height;
  CHECK(cage >= disc);
  CHECK(cage < disc + 1);
  // A disc that has lost half of its height gets the cage of the catalog.
  SpineSpec narrow = intact();
  narrow.disc(l4_l5).height_anterior = 8;
  narrow.disc(l4_l5).height_posterior = 5;
  const auto conditions = make_conditions(shipped_parameters());
  const SpineSpec opened = surgery::operate(narrow, fusion({l4_l5}, Approach::plif), conditions).spec;
  CHECK(opened.implants.cages[3][0].height == conditions.catalog.cage(CageKind::plif).height);
  CHECK(opened.disc(l4_l5).distraction_posterior > 0);
}

TEST_CASE("screws are as thick as their pedicles allow, in thin pedicles thinner", "[surgery][unit]") {
  const Instrumentation rods{{l1_l2}, {}};
  const auto conditions = make_conditions(shipped_parameters());
  SpineSpec thin = intact();
  thin.vertebrae[0].pedicle_width = 6.3;
  const auto diameter = [&](const SpineSpec& spec) {
    return surgery::operate(spec, rods, conditions).spec.implants.screws.front().diameter;
  };
  CHECK(diameter(intact()) == conditions.catalog.screw(Vertebra::L1).diameter);
  CHECK(diameter(thin) == 5.0);
  CHECK(diameter(thin) <= 0.8 * 6.3);
}

TEST_CASE("thin bone holds screws and cages less", "[surgery][unit]") {
  core::ParameterTable osteoporotic = shipped_parameters();
  osteoporotic.set("tissue.bone_t_score", -2.5);
  const Plan plan{fusion({l4_l5}, Approach::plif)};
  const SpineSpec normal = operate(plan).spec;
  const SpineSpec weak = surgery::operate(spine::make_specification(osteoporotic, spine::Resolution::interactive), plan,
                                          make_conditions(osteoporotic))
                             .spec;
  const spine::ScrewSpec &a = normal.implants.screws[0], &b = weak.implants.screws[0];
  CHECK(b.lateral_foundation < 0.9 * a.lateral_foundation);
  CHECK(b.axial_foundation / a.axial_foundation == Approx(b.lateral_foundation / a.lateral_foundation));
  CHECK(a.pullout_strength == shipped_parameters().value("implant.screw.pullout_normal_N"));
  CHECK(b.pullout_strength == shipped_parameters().value("implant.screw.pullout_osteoporotic_N"));
  CHECK(weak.implants.cages[3][0].endplate_strength < normal.implants.cages[3][0].endplate_strength);
}

TEST_CASE("laminectomies cut what hangs on the lamina, the more the wider they are", "[surgery][unit]") {
  const SpineSpec partial = operate({Laminectomy{Vertebra::L4, LaminectomyExtent::partial}}).spec;
  const SpineSpec hemi = operate({Laminectomy{Vertebra::L4, LaminectomyExtent::hemi, Sides::right}}).spec;
  const SpineSpec full = operate({Laminectomy{Vertebra::L4}}).spec;
  CHECK(gone(partial, Vertebra::L4, Region::lamina, Side::left) == 0.5);
  CHECK(gone(hemi, Vertebra::L4, Region::lamina, Side::left) == 0);
  CHECK(gone(hemi, Vertebra::L4, Region::lamina, Side::right) == 1);
  for (const spine::Level level : {l3_l4, l4_l5}) {
    CHECK(kept(hemi, level, Ligament::LF, Side::left) == 1);
    CHECK(kept(hemi, level, Ligament::LF, Side::right) == 0);
    CHECK(kept(hemi, level, Ligament::SSL, Side::right) == 1);
    CHECK(kept(full, level, Ligament::SSL, Side::right) == 0);
    CHECK(kept(full, level, Ligament::ISL, Side::left) == 0);
  }
  CHECK(kept(full, l5_s1, Ligament::SSL, Side::left) == 1);
  CHECK(gone(full, Vertebra::L4, Region::spinous, Side::left) == 1);
}

TEST_CASE("a graded facetectomy takes its share of joint and capsule", "[surgery][unit]") {
  const double share = GENERATE(0.25, 0.5, 0.75, 1.0);
  const SpineSpec spec = operate({Facetectomy{l3_l4, share, Sides::left}}).spec;
  CHECK(gone(spec, Vertebra::L3, Region::inferior_articular, Side::left) == share);
  CHECK(kept(spec, l3_l4, Ligament::CL, Side::left) == 1 - share);
  CHECK(kept(spec, l3_l4, Ligament::CL, Side::right) == 1);
}

TEST_CASE("an approach does not repeat what was done before it", "[surgery][unit]") {
  const SpineSpec spec = operate({Laminectomy{Vertebra::L4}, fusion({l4_l5}, Approach::plif)}).spec;
  CHECK(gone(spec, Vertebra::L4, Region::lamina, Side::left) == 1);
  CHECK(spec.implants.cages[3].size() == 2);
}

TEST_CASE("hardware comes out and cages and graft stay", "[surgery][unit]") {
  const SpineSpec spec = operate({fusion({l4_l5}, Approach::plif), RemoveInstrumentation{}}).spec;
  CHECK(spec.implants.screws.empty());
  CHECK(spec.implants.rods.empty());
  CHECK(spec.implants.cages[3].size() == 2);
  // An extension replaces the rods by longer ones; the old level stays solid.
  const Healing healed{24, Union::solid, Course::central};
  Fusion old = fusion({l4_l5}, Approach::plif);
  old.healing = healed;
  const SpineSpec extended = operate({old, RemoveInstrumentation{}, fusion({l3_l4}, Approach::plif),
                                      RemoveInstrumentation{}, Instrumentation{{l3_l4, l4_l5}, {}}},
                                     {.months = 0})
                                 .spec;
  CHECK(extended.implants.rods.size() == 2);
  CHECK(extended.implants.screws.size() == 6);
  CHECK(extended.implants.interbody_graft_modulus[3] > 100 * extended.implants.interbody_graft_modulus[2]);
}

TEST_CASE("hooks make a claw that squeezes the level", "[surgery][unit]") {
  Hardware claw;
  claw.anchor = Anchor::laminar_hooks;
  const SpineSpec spec = operate({Instrumentation{{l3_l4, l4_l5}, claw}}).spec;
  CHECK(spec.implants.screws.empty());
  REQUIRE(spec.implants.hooks.size() == 6);
  for (const spine::HookSpec& hook : spec.implants.hooks)
    CHECK(hook.is_supralaminar == (hook.vertebra != Vertebra::L5));
}

TEST_CASE("the record says what is cut, implanted and healed, with sizes and units", "[surgery][unit]") {
  const auto record = operate({fusion({l4_l5}, Approach::tlif, Sides::left)}, {.months = 6}).record;
  REQUIRE(record.size() == 3);
  CHECK_THAT(record[0], Catch::StartsWith("cut: ") && Contains("whole facet joint of L4-L5 on the left") &&
                            Contains("LF at L4-L5 on the left") && Contains("80 % of its nucleus"));
  CHECK_THAT(record[1], Catch::StartsWith("implanted: ") && Contains("one peek tlif cage at L4-L5") &&
                            Contains("30 mm x 11 mm") && Contains("6 deg of lordosis") &&
                            Contains("6.5 x 45 mm in L4") && Contains("two titanium rods of 5.5 mm from L4 to L5"));
  CHECK_THAT(record[2], Catch::StartsWith("healing: ") && Contains("6 months after surgery") && Contains("500 MPa"));
}

}  // namespace
