// Plans that no surgeon could carry out: each is refused in a sentence that names operation, level and remedy.

#include <catch2/catch.hpp>

#include "operating_table.hpp"
#include "spine/spine_model.hpp"

namespace {

using namespace spondyl;
using namespace spondyl::test;
using namespace spondyl::surgery;
using Catch::Contains;
using Catch::StartsWith;
using spine::ImplantMaterial;
using spine::Ligament;
using spine::Vertebra;

const Fusion block_l4_l5{{l4_l5}};

Instrumentation rods(std::vector<spine::Level> levels, Hardware hardware = {}) {
  return {std::move(levels), std::move(hardware)};
}

Hardware hooks() {
  Hardware h;
  h.anchor = Anchor::laminar_hooks;
  return h;
}

// An opened disc at L4-L5 and a pair of cages to put into it.
const Discectomy opened{l4_l5, 0.8, Entry::posterior, Sides::both};
InterbodyCage cage(CageKind kind, std::optional<Sides> sides = {}) {
  InterbodyCage c;
  c.level = l4_l5;
  c.kind = kind;
  c.sides = sides;
  return c;
}

TEST_CASE("levels that cannot be operated on together are refused", "[surgery][unit]") {
  const auto why = [](std::vector<spine::Level> levels) { return refusal_of({Fusion{std::move(levels)}}); };
  CHECK_THAT(why({l1_l2, l2_l3, l3_l4, l4_l5}), Contains("4 levels") && Contains("1 to 3 neighboring levels"));
  CHECK_THAT(why({l2_l3, l4_l5}), Contains("neighboring levels") && Contains("L3-L4 is missing"));
  CHECK_THAT(refusal_of({rods({l2_l3, l4_l5})}), Contains("neighboring levels"));
  CHECK_THAT(why({spine::Level{7}}), Contains("level number 7"));
}

TEST_CASE("a solid level cannot be entered again", "[surgery][unit]") {
  CHECK_THAT(refusal_of({block_l4_l5, block_l4_l5}),
             StartsWith("fusion at L4-L5: ") && Contains("fused already") && Contains("leave it out"));
  CHECK_THAT(refusal_of({block_l4_l5, fusion({l4_l5}, Approach::plif)}),
             StartsWith("fusion (plif) at L4-L5: ") && Contains("fused already"));
  CHECK_THAT(refusal_of({block_l4_l5, cage(CageKind::plif)}),
             StartsWith("interbody_cage at L4-L5: ") && Contains("solid already") && Contains("name another level"));
  CHECK_THAT(refusal_of({block_l4_l5, opened}),
             StartsWith("discectomy at L4-L5: ") && Contains("solid") && Contains("no disc left"));
  // Healed graft is as solid as the block; graft chips are not, there the second graft is what is refused.
  const Plan twice{fusion({l4_l5}, Approach::plf), fusion({l4_l5}, Approach::plf)};
  CHECK_THAT(refusal_of(twice, {.months = 24}), Contains("fusion (plf) at L4-L5") && Contains("fused already"));
  CHECK_THAT(refusal_of(twice, {.months = 0}), Contains("posterolateral_graft at L4-L5") && Contains("already"));
}

TEST_CASE("a block of mature bone is not a non-union", "[surgery][unit]") {
  CHECK_THAT(refusal_of({block_l4_l5}, {.outcome = Union::non_union}),
             StartsWith("fusion at L4-L5: ") && Contains("cannot be in non-union") && Contains("name an approach"));
}

TEST_CASE("an approach that cannot reach the level, or lacks its side, is refused", "[surgery][unit]") {
  for (const Approach approach : {Approach::tlif, Approach::llif}) {
    CHECK_THAT(refusal_of({fusion({l4_l5}, approach)}),
               StartsWith("fusion (" + std::string(name(approach)) + ") at L4-L5: ") && Contains("from one side") &&
                   Contains("side = \"left\""));
  }
  CHECK_THAT(refusal_of({fusion({l4_l5}, Approach::alif, Sides::left)}), Contains("from the front"));
  CHECK_THAT(refusal_of({fusion({l5_s1}, Approach::llif, Sides::left)}),
             Contains("L5-S1") && Contains("iliac crest") && Contains("alif"));
  CHECK_THAT(refusal_of({fusion({l2_l3}, Approach::alif)}),
             Contains("L2-L3") && Contains("L3 to S1") && Contains("llif"));
  CHECK_THAT(refusal_of({fusion({l1_l2}, Approach::plif)}), Contains("L1-L2") && Contains("conus") && Contains("tlif"));
  Fusion wrong = fusion({l4_l5}, Approach::plif);
  wrong.cage.kind = CageKind::alif;
  CHECK_THAT(refusal_of({wrong}), Contains("alif does not go in through this approach") && Contains("plif"));
}

TEST_CASE("screws need their pedicles, in width and length", "[surgery][unit]") {
  CHECK_THAT(
      refusal_of({BoneResection{Vertebra::L4, BonePart::pedicle, Sides::left}, rods({l4_l5})}),
      StartsWith("instrumentation at L4-L5: ") && Contains("left pedicle of L4 is removed") && Contains("skip L4"));
  Hardware thick;
  thick.screw_diameter = 8.5;  // the pedicles of L1 are 8.2 mm wide
  CHECK_THAT(refusal_of({rods({l1_l2}, thick)}), Contains("L1-L2") && Contains("8.5 mm") && Contains("pedicle of L1") &&
                                                     Contains("8.2 mm wide") && Contains("or laminar_hooks"));
  CHECK_NOTHROW(operate({rods({l4_l5}, thick)}));
  Hardware long_screw;
  long_screw.screw_length = 55;
  CHECK_THAT(refusal_of({rods({l4_l5}, long_screw)}),
             Contains("55 mm is longer than the body of L4") && Contains("choose a length"));
  CHECK_THAT(refusal_of({rods({l4_l5}), BoneResection{Vertebra::L5, BonePart::pedicle, Sides::right}}),
             StartsWith("bone_resection at L5: ") && Contains("holds a screw") && Contains("remove_instrumentation"));
}

TEST_CASE("hooks need their laminae", "[surgery][unit]") {
  CHECK_THAT(
      refusal_of({Laminectomy{Vertebra::L4}, rods({l4_l5}, hooks())}),
      StartsWith("instrumentation at L4-L5: ") && Contains("lamina of L4 is removed") && Contains("pedicle_screws"));
  // The lower hook presses from below, where a laminotomy has taken the edge; the upper one finds its own.
  const Laminectomy lower_edge{Vertebra::L4, LaminectomyExtent::partial, Sides::both};
  CHECK_THAT(refusal_of({lower_edge, rods({l3_l4}, hooks())}), Contains("lamina of L4") && Contains("lower edge"));
  CHECK_NOTHROW(operate({lower_edge, rods({l4_l5}, hooks())}));
  CHECK_THAT(refusal_of({rods({l5_s1}, hooks())}), Contains("sacrum") && Contains("pedicle_screws"));
  // A lamina without pedicles is no part of the vertebra any more; one pedicle holds both halves.
  const BoneResection both{Vertebra::L4, BonePart::pedicle, Sides::both},
      left{Vertebra::L4, BonePart::pedicle, Sides::left};
  CHECK_THAT(refusal_of({both, rods({l4_l5}, hooks())}),
             StartsWith("instrumentation at L4-L5: ") && Contains("lamina of L4 came away") && Contains("skip L4"));
  CHECK_NOTHROW(spine::make_spine_model(operate({left, rods({l4_l5}, hooks())}).spec));
}

TEST_CASE("a lamina that holds a hook stays", "[surgery][unit]") {
  const auto check_refused = [](Operation cut, const std::string& start) {
    CHECK_THAT(refusal_of({rods({l3_l4}, hooks()), std::move(cut)}),
               StartsWith(start) && Contains("lamina holds a hook") && Contains("remove_instrumentation"));
  };
  check_refused(Laminectomy{Vertebra::L3}, "laminectomy at L3: ");
  check_refused(BoneResection{Vertebra::L4, BonePart::pars, Sides::both}, "bone_resection at L4: ");
  // Hooks press on L3 from above and on L4 from below: where the lower edge goes, the upper hook stays.
  check_refused(Laminectomy{Vertebra::L4, LaminectomyExtent::partial, Sides::both}, "laminectomy at L4: ");
  for (const Operation& harmless : Plan{Laminectomy{Vertebra::L3, LaminectomyExtent::partial, Sides::both},
                                        BoneResection{Vertebra::L4, BonePart::pars, Sides::left}})
    CHECK_NOTHROW(spine::make_spine_model(operate({rods({l3_l4}, hooks()), harmless}).spec));
}

TEST_CASE("rods hang on two anchors of their own", "[surgery][unit]") {
  Hardware one_end;
  one_end.skipped = {Vertebra::L5};
  CHECK_THAT(refusal_of({rods({l4_l5}, one_end)}),
             Contains("without an anchor in L5") && Contains("anchor both ends of the rod"));
  one_end.skipped = {Vertebra::L1};
  CHECK_THAT(refusal_of({rods({l4_l5}, one_end)}), Contains("L1, to be skipped, is not part"));
  CHECK_THAT(refusal_of({rods({l4_l5}), rods({l3_l4})}),
             StartsWith("instrumentation at L3-L4: ") && Contains("left rod from L4 to L5") &&
                 Contains("meet in one anchor") && Contains("remove_instrumentation first"));
  Hardware single;
  single.sides = Sides::left;
  single.has_cross_link = true;
  CHECK_THAT(refusal_of({rods({l4_l5}, single)}), Contains("cross-link joins two rods") && Contains("both sides"));
  Hardware odd;
  odd.rod_diameter = 7;
  CHECK_THAT(refusal_of({rods({l4_l5}, odd)}), Contains("7 mm are not made") && Contains("5.5, 6.0 or 6.35"));
  Hardware bone;
  bone.material = ImplantMaterial::allograft;
  CHECK_THAT(refusal_of({rods({l4_l5}, bone)}), Contains("no rod is made of allograft") && Contains("peek"));
}

TEST_CASE("what was never implanted cannot be removed", "[surgery][unit]") {
  CHECK_THAT(refusal_of({RemoveInstrumentation{}}),
             StartsWith("remove_instrumentation at all levels: ") && Contains("no rods or screws"));
  CHECK_THAT(refusal_of({rods({l4_l5}), RemoveInstrumentation{{l2_l3}}}), Contains("at L2-L3: there are no rods"));
  CHECK_THAT(refusal_of({rods({l3_l4, l4_l5}), RemoveInstrumentation{{l4_l5}}}),
             Contains("rod goes on from L3 to L5") && Contains("name all its levels"));
}

TEST_CASE("a cage fits the opening, the space and the endplates", "[surgery][unit]") {
  CHECK_THAT(refusal_of({cage(CageKind::plif)}), StartsWith("interbody_cage at L4-L5: ") &&
                                                     Contains("no posterior opening") && Contains("put a discectomy"));
  CHECK_THAT(refusal_of({opened, cage(CageKind::alif)}), Contains("no anterior opening"));
  InterbodyCage tall = cage(CageKind::plif), low = tall, wide = tall, steep = tall, plastic = tall;
  tall.height = 22;
  CHECK_THAT(refusal_of({opened, tall}),
             Contains("22 mm high cannot be inserted") && Contains("opens by 6 mm at most") && Contains("or less"));
  low.height = 7;
  CHECK_THAT(refusal_of({opened, low}), Contains("7 mm high would lie loose") && Contains("or more"));
  wide.length = 45;
  CHECK_THAT(refusal_of({opened, wide}), Contains("45 mm x 10 mm stands out beyond the endplates"));
  steep.lordosis = 1.3;
  CHECK_THAT(refusal_of({opened, steep}), Contains("lordosis") && Contains("smaller lordosis"));
  plastic.material = ImplantMaterial::steel;
  CHECK_THAT(refusal_of({opened, plastic}), Contains("no cage is made of steel") && Contains("peek, titanium"));
  CHECK_THAT(refusal_of({opened, cage(CageKind::tlif)}), Contains("from one side") && Contains("side ="));
}

TEST_CASE("one disc space takes one cage, or a pair, before the rods hold it", "[surgery][unit]") {
  CHECK_THAT(refusal_of({opened, cage(CageKind::plif), cage(CageKind::plif)}, {.months = 0}),
             Contains("interbody_cage at L4-L5") && Contains("holds a cage already"));
  const InterbodyCage left = cage(CageKind::plif, Sides::left);
  InterbodyCage right = cage(CageKind::plif, Sides::right);
  CHECK(operate({opened, left, right}, {.months = 0}).spec.implants.cages[3].size() == 2);
  right.height = 12;
  CHECK_THAT(refusal_of({opened, left, right}, {.months = 0}), Contains("same height"));
  CHECK_THAT(refusal_of({opened, cage(CageKind::plif), opened}, {.months = 0}),
             Contains("discectomy at L4-L5") && Contains("holds a cage"));
  CHECK_THAT(refusal_of({opened, rods({l4_l5}), cage(CageKind::plif)}),
             Contains("rods hold the level already") && Contains("before the instrumentation"));
  CHECK_THAT(refusal_of({opened, cage(CageKind::plif), block_l4_l5}, {.months = 0}),
             Contains("a cage lies in the disc space"));
}

TEST_CASE("posterolateral graft lies on transverse processes", "[surgery][unit]") {
  CHECK_THAT(refusal_of({BoneResection{Vertebra::L5, BonePart::transverse, Sides::right}, PosterolateralGraft{l4_l5}}),
             StartsWith("posterolateral_graft at L4-L5: ") && Contains("right transverse process of L5 is removed") &&
                 Contains("graft the other side"));
}

TEST_CASE("what is gone cannot be taken again", "[surgery][unit]") {
  CHECK_THAT(
      refusal_of({Facetectomy{l4_l5}, Facetectomy{l4_l5, 0.5, Sides::left}}),
      StartsWith("facetectomy at L4-L5: ") && Contains("left inferior articular process of L4 is already removed"));
  CHECK_NOTHROW(operate({Facetectomy{l4_l5, 0.25}, Facetectomy{l4_l5, 0.75}}));
  CHECK_THAT(refusal_of({Laminectomy{Vertebra::L4}, Laminectomy{Vertebra::L4, LaminectomyExtent::hemi, Sides::left}}),
             StartsWith("laminectomy at L4: ") && Contains("already removed"));
  CHECK_THAT(refusal_of({Laminectomy{Vertebra::L4}, LigamentResection{l4_l5, Ligament::ISL}}),
             StartsWith("ligament_resection at L4-L5: ") && Contains("ISL is already resected"));
  CHECK_THAT(refusal_of({opened, opened}), Contains("discectomy at L4-L5") && Contains("already taken"));
  CHECK_THAT(refusal_of({BoneResection{Vertebra::L4, BonePart::pars}, BoneResection{Vertebra::L4, BonePart::pars}}),
             StartsWith("bone_resection at L4: ") && Contains("already removed"));
}

TEST_CASE("shares, sides and vertebrae that make no sense are refused", "[surgery][unit]") {
  CHECK_THAT(refusal_of({Laminectomy{Vertebra::S1}}), Contains("laminectomy at S1") && Contains("lamina of L5"));
  CHECK_THAT(refusal_of({Laminectomy{Vertebra::L4, LaminectomyExtent::hemi}}),
             Contains("on one side and none is named"));
  CHECK_THAT(refusal_of({Laminectomy{Vertebra::L4, LaminectomyExtent::full, Sides::left}}),
             Contains("takes both sides"));
  CHECK_THAT(refusal_of({BoneResection{Vertebra::S1, BonePart::pedicle}}), Contains("sacrum"));
  CHECK_THAT(refusal_of({Facetectomy{l4_l5, 0}}), Contains("share of 0"));
  CHECK_THAT(refusal_of({Discectomy{l4_l5, 1.5}}), Contains("share of 1.5"));
  CHECK_THAT(refusal_of({Discectomy{l4_l5, 0.5, Entry::anterior, Sides::left}}), Contains("has no side"));
  CHECK_THAT(refusal_of({Discectomy{l4_l5, 0.5, Entry::posterior, Sides::left, 90.0}}),
             Contains("does not fit the disc"));
}

}  // namespace
