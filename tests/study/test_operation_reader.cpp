// [[operation]], [healing] and [[expectation]] of scene files.

#include <filesystem>
#include <string>

#include <catch2/catch.hpp>

#include "error_of.hpp"
#include "operating_table.hpp"
#include "study/scene.hpp"
#include "temporary_folder.hpp"

namespace {

using namespace spondyl;
using namespace spondyl::surgery;
using Catch::Contains;

const std::string head = "format = \"spondyl-scene\"\nversion = 1\n";

study::Scene read(const std::string& text) {
  const test::TemporaryFolder folder;
  return study::read_scene(folder.write("some_scene.toml", head + text), test::shipped_parameters());
}

core::Error refused(const std::string& text, int line, const std::string& key) {
  const core::Error error = test::error_of([&] { read(text); });
  CHECK(error.code() == core::ErrorCode::bad_input);
  CHECK(error.where().line == line);
  CHECK(error.where().key == key);
  return error;
}

template <class Op>
Op one(const std::string& text) {
  const study::Scene scene = read("[[operation]]\n" + text);
  REQUIRE(scene.operations.size() == 1);
  return std::get<Op>(scene.operations.front());
}

TEST_CASE("every type of operation is read with all of its keys", "[study][unit]") {
  const auto fusion = one<Fusion>(
      "type = \"fusion\"\nlevels = [\"L3-L5\"]\napproach = \"tlif\"\nside = \"right\"\ncage_kind = \"tlif_straight\"\n"
      "cage_height_mm = 14\ncage_lordosis_deg = 6\ncage_material = \"titanium\"\nanchor = \"pedicle_screws\"\n"
      "rods = \"cobalt_chromium\"\nrod_diameter_mm = 6.0\nscrew_diameter_mm = 6\nscrew_length_mm = 40\n"
      "cross_link = true\nskip = [\"L4\"]\nrod_side = \"both\"\nmonths = 3\nunion = \"delayed\"\ngraft = \"low\"\n");
  CHECK(fusion.levels.size() == 2);
  CHECK(fusion.approach == Approach::tlif);
  CHECK(fusion.sides == Sides::right);
  CHECK(fusion.cage.kind == CageKind::tlif_straight);
  CHECK(fusion.cage.height == 14);
  CHECK(*fusion.cage.lordosis == Approx(6 * 3.14159265358979323846 / 180));
  CHECK(fusion.cage.material == spine::ImplantMaterial::titanium);
  CHECK(fusion.hardware->material == spine::ImplantMaterial::cobalt_chromium);
  CHECK(fusion.hardware->rod_diameter == 6.0);
  CHECK(fusion.hardware->has_cross_link);
  CHECK(fusion.hardware->skipped == std::vector{spine::Vertebra::L4});
  CHECK(fusion.healing == Healing{3, Union::delayed, Course::low});

  const auto rods = one<Instrumentation>(
      "type = \"instrumentation\"\nlevels = [\"L4-L5\"]\nanchor = \"laminar_hooks\"\nside = \"left\"\nrods = "
      "\"peek\"\n");
  CHECK(rods.hardware.anchor == Anchor::laminar_hooks);
  CHECK(rods.hardware.sides == Sides::left);

  CHECK(one<PosterolateralGraft>("type = \"posterolateral_graft\"\nlevel = \"L5-S1\"\nside = \"left\"\n").sides ==
        Sides::left);
  CHECK(one<Laminectomy>("type = \"laminectomy\"\nvertebra = \"L3\"\nextent = \"hemi\"\nside = \"right\"\n").vertebra ==
        spine::Vertebra::L3);
  CHECK(one<Facetectomy>("type = \"facetectomy\"\nlevel = \"L4-L5\"\nshare = 0.25\n").share == 0.25);
  const auto disc = one<Discectomy>(
      "type = \"discectomy\"\nlevel = \"L4-L5\"\nnucleus_share = 0.3\nentry = \"posterior\"\nside = \"left\"\n"
      "window_width_mm = 6\n");
  CHECK(disc.window_width == 6.0);
  CHECK(disc.sides == Sides::left);
  CHECK(one<LigamentResection>("type = \"ligament_resection\"\nlevel = \"L4-L5\"\nligament = \"SSL\"\n").ligament ==
        spine::Ligament::SSL);
  CHECK(one<BoneResection>("type = \"bone_resection\"\nvertebra = \"L5\"\npart = \"pars\"\n").part == BonePart::pars);
  const study::Scene cage = read(
      "[[operation]]\ntype = \"discectomy\"\nlevel = \"L4-L5\"\n[[operation]]\ntype = \"interbody_cage\"\n"
      "level = \"L4-L5\"\nkind = \"plif\"\nheight_mm = 14\nlordosis_deg = 8\nlength_mm = 22\nwidth_mm = 9\n"
      "material = \"allograft\"\n"
      "[[operation]]\ntype = \"instrumentation\"\nlevels = [\"L4-L5\"]\n"
      "[[operation]]\ntype = \"remove_instrumentation\"\nlevels = [\"L4-L5\"]\n");
  REQUIRE(cage.operations.size() == 4);
  const auto& opened = std::get<InterbodyCage>(cage.operations[1]);
  CHECK(opened.height == 14.0);
  CHECK(opened.length == 22.0);
  CHECK(opened.material == spine::ImplantMaterial::allograft);
  CHECK(std::get<RemoveInstrumentation>(cage.operations[3]).levels == std::vector{test::l4_l5});
}

TEST_CASE("healing of the plan and of an operation", "[study][unit]") {
  const study::Scene scene = read("[healing]\nmonths = 6\nunion = \"non_union\"\ngraft = \"high\"\nsmoker = true\n");
  CHECK(scene.healing == Healing{6, Union::non_union, Course::high});
  CHECK(scene.is_smoker);
  CHECK(read("").healing == Healing{12, Union::solid, Course::central});
  CHECK_THAT(refused("[healing]\nmonths = 25\n", 4, "healing.months").allowed(), Contains("0 to 24 months"));
  CHECK(refused("[healing]\nunion = \"never\"\n", 4, "healing.union").allowed() == "union, delayed or non_union");
  CHECK(refused("[healing]\nmonth = 3\n", 4, "healing.month").hint() == "did you mean 'months'?");
  // What an operation does not say of its own healing is that of the plan, wherever [healing] stands in the file.
  const study::Scene own = read(
      "[[operation]]\ntype = \"fusion\"\nlevels = [\"L4-L5\"]\napproach = \"plf\"\nmonths = 24\n"
      "[healing]\nunion = \"delayed\"\n");
  CHECK(std::get<Fusion>(own.operations[0]).healing == Healing{24, Union::delayed, Course::central});
}

TEST_CASE("a wrong key, name or value of an operation is refused at its line", "[study][unit]") {
  const std::string fusion = "[[operation]]\ntype = \"fusion\"\nlevels = [\"L4-L5\"]\n";
  CHECK(refused(fusion + "aproach = \"plif\"\n", 6, "operation.aproach").hint() == "did you mean 'approach'?");
  CHECK(refused(fusion + "approach = \"tilf\"\n", 6, "operation.approach").hint() == "did you mean 'tlif'?");
  CHECK(refused(fusion + "rods = \"peek\"\n", 6, "operation.rods").found() == "an unknown key");  // no approach
  CHECK(refused(fusion + "approach = \"plf\"\ncage_height_mm = 9\n", 7, "operation.cage_height_mm").found() ==
        "an unknown key");
  CHECK_THAT(refused(fusion + "approach = \"plf\"\nstand_alone = true\nrods = \"peek\"\n", 7, "operation.stand_alone")
                 .allowed(),
             Contains("either stand_alone"));
  CHECK(refused("[[operation]]\ntype = \"laminectomy\"\nvertebra = \"L6\"\n", 5, "operation.vertebra").allowed() ==
        "L1, L2, L3, L4, L5 or S1");
  CHECK(refused("[[operation]]\ntype = \"facetectomy\"\nlevel = \"L3-L5\"\n", 5, "operation.level").code() ==
        core::ErrorCode::bad_input);
  CHECK(refused("[[operation]]\ntype = \"facetectomy\"\n", 3, "operation.level").found() ==
        "nothing: the key is missing");
}

TEST_CASE("a plan that cannot be done is refused at the line of its operation", "[study][unit]") {
  const core::Error side =
      refused("[[operation]]\ntype = \"fusion\"\nlevels = [\"L4-L5\"]\napproach = \"tlif\"\n", 3, "operation.side");
  CHECK_THAT(side.what(), Contains("some_scene.toml:3: fusion (tlif) at L4-L5: ") && Contains("; add side"));
  const core::Error second = refused(
      "[[operation]]\ntype = \"laminectomy\"\nvertebra = \"L4\"\n\n[[operation]]\ntype = \"instrumentation\"\n"
      "levels = [\"L4-L5\"]\nanchor = \"laminar_hooks\"\n",
      10, "operation.anchor");
  CHECK_THAT(second.what(), Contains("lamina of L4 is removed"));
  CHECK_THAT(refused("[[operation]]\ntype = \"fusion\"\nlevels = [\"L4-L5\"]\n[healing]\nunion = \"non_union\"\n", 3,
                     "operation.union")
                 .what(),
             Contains("cannot be in non-union"));
}

const std::string expectation =
    "[[expectation]]\nquantity = \"annulus_stress_MPa\"\nload_case = \"flexion\"\nprotocol = \"hybrid\"\n"
    "level = \"L3-L4\"\nof = \"change\"\nlow = 20\nhigh = 80\n";

TEST_CASE("an expectation is read and checked", "[study][unit]") {
  const study::Scene scene =
      read(expectation + "kind = \"published\"\nsource = \"HSIEH2020_RODS\"\nconfidence = \"primary\"\n");
  REQUIRE(scene.expectations.size() == 1);
  const study::Expectation& e = scene.expectations.front();
  CHECK(e.quantity == "annulus_stress_MPa");
  CHECK(e.level == test::l3_l4);
  CHECK(e.of == study::Expected::change);
  CHECK(e.low == 20);
  CHECK(e.high == 80);
  CHECK(e.source == "HSIEH2020_RODS");

  CHECK(refused(expectation + "kind = \"published\"\n", 3, "expectation.source").found() ==
        "nothing: the key is missing");
  CHECK_THAT(refused(expectation + "kind = \"regression\"\nsource = \"us\"\n", 12, "expectation.source").allowed(),
             Contains("published"));
  CHECK_THAT(refused(expectation + "kind = \"hope\"\n", 11, "expectation.kind").allowed(), Contains("regression"));
  const auto with = [](std::string text, const std::string& from, const std::string& to) {
    return text.replace(text.find(from), from.size(), to);
  };
  CHECK(
      refused(with(expectation, "high = 80", "high = 8") + "kind = \"regression\"\n", 10, "expectation.high").found() ==
      "8");
  CHECK(refused(with(expectation, "annulus_stress_MPa", "annulus_stres_MPa"), 4, "expectation.quantity").hint() ==
        "did you mean 'annulus_stress_MPa'?");
  CHECK(refused(with(expectation, "\"flexion\"", "\"standing\"") + "kind = \"regression\"\n", 6, "expectation.protocol")
            .allowed() == "load_control");
  CHECK_THAT(refused(with(expectation, "annulus_stress_MPa", "coupled_rotation_deg.x") + "kind = \"regression\"\n", 8,
                     "expectation.of")
                 .allowed(),
             Contains("value"));
}

}  // namespace
