// What the program says to wrong input: exit status 2, one line naming the place, what was found, what is allowed.

#include <catch2/catch.hpp>

#include "program.hpp"

namespace {

using namespace spondyl;
using Catch::Contains;
using test::run_program;
using Words = std::vector<std::string>;

test::Outcome refused(const Words& arguments) {
  test::Outcome outcome = run_program({arguments});
  CAPTURE(arguments, outcome.err);
  CHECK(outcome.status == 2);
  CHECK(outcome.out.empty());
  CHECK_THAT(outcome.err, Catch::StartsWith("spondyl: "));
  return outcome;
}

const std::string head = "format = \"spondyl-scene\"\nversion = 1\n";

// Runs a scene that must be refused at a line.
test::Outcome refused_scene(const std::string& text, int line) {
  const test::TemporaryFolder folder;
  const std::string file = folder.write("scene.toml", text).string();
  const std::string out = (folder.path() / "out").string();
  test::Outcome outcome = refused({"run", file, "--out", out});
  CHECK_THAT(outcome.err, Contains(file + ":" + std::to_string(line) + ": "));
  CHECK_FALSE(std::filesystem::exists(out));
  return outcome;
}

TEST_CASE("levels that cannot be fused are refused with what is allowed", "[cli][unit]") {
  CHECK_THAT(refused({"fuse", "L4-L6"}).err, Contains("'L4-L6'") && Contains("did you mean 'L4-L5'?"));
  CHECK_THAT(refused({"fuse", "L1-L2", "L4-L5"}).err, Contains("L2-L3 is missing between them"));
  CHECK_THAT(refused({"fuse", "L1-L5"}).err, Contains("4 levels") && Contains("1 to 3 neighboring levels"));
  CHECK_THAT(refused({"fuse", "L5-L4"}).err, Contains("did you mean 'L4-L5'?"));
  CHECK_THAT(refused({"fuse"}).err, Contains("LEVELS"));
}

TEST_CASE("wrong options are refused by name", "[cli][unit]") {
  CHECK_THAT(refused({"fuse", "L4-L5", "--moment-Nm", "-3"}).err, Contains("--moment-Nm") && Contains("0 to 15 Nm"));
  CHECK_THAT(refused({"fuse", "L4-L5", "--moment-Nm", "much"}).err, Contains("--moment-Nm"));
  CHECK_THAT(refused({"fuse", "L4-L5", "--moment-Nm", "nan"}).err, Contains("--moment-Nm"));
  CHECK_THAT(refused({"fuse", "L4-L5", "--follower-N", "1e9"}).err, Contains("--follower-N"));
  CHECK_THAT(refused({"fuse", "L4-L5", "--cases", "flexion,jump"}).err, Contains("'jump'") && Contains("standing"));
  CHECK_THAT(refused({"fuse", "L4-L5", "--cases", "flexion,flexion"}).err, Contains("twice"));
  CHECK_THAT(refused({"fuse", "L4-L5", "--protocols", "hybird"}).err, Contains("did you mean 'hybrid'?"));
  CHECK_THAT(refused({"fuse", "L4-L5", "--protocols", "hybrid", "--cases", "standing"}).err, Contains("load_control"));
  CHECK_THAT(refused({"fuse", "L4-L5", "--protocols", "displacement_control"}).err, Contains("--rotation-deg"));
  CHECK_THAT(refused({"fuse", "L4-L5", "--rotation-deg", "20"}).err, Contains("displacement_control"));
  CHECK_THAT(refused({"fuse", "L4-L5", "--resolution", "finest"}).err, Contains("did you mean 'fine'?"));
  CHECK_THAT(refused({"fuse", "L4-L5", "--fidelity", "rigid_bones"}).err, Contains("did you mean 'rigid_bone'?"));
  CHECK_THAT(refused({"fuse", "L4-L5", "--threads", "0"}).err, Contains("--threads"));
  CHECK_THAT(refused({"fuse", "L4-L5", "--bogus"}).err, Contains("--bogus"));
}

TEST_CASE("a fusion that cannot be done is refused by its option or in a surgeon's words", "[cli][unit]") {
  const auto why = [](Words more) {
    Words words{"fuse", "L4-L5"};
    words.insert(words.end(), more.begin(), more.end());
    return refused(words).err;
  };
  CHECK_THAT(why({"--approach", "tilf"}), Contains("--approach") && Contains("did you mean 'tlif'?"));
  CHECK_THAT(why({"--approach", "tlif"}), Contains("fusion (tlif) at L4-L5: ") && Contains("from one side"));
  CHECK_THAT(why({"--rods", "peek"}), Contains("--rods") && Contains("--approach"));
  CHECK_THAT(why({"--approach", "plf", "--cage-height-mm", "12"}),
             Contains("--cage-height-mm") && Contains("has none"));
  CHECK_THAT(why({"--approach", "plif", "--stand-alone", "--rods", "peek"}), Contains("stand-alone"));
  CHECK_THAT(why({"--approach", "plif", "--months", "30"}), Contains("--months") && Contains("0 to 24"));
  CHECK_THAT(why({"--approach", "plif", "--months", "3,3"}), Contains("3 twice"));
  CHECK_THAT(why({"--approach", "plif", "--cage-height-mm", "40"}), Contains("cannot be inserted"));
  CHECK_THAT(why({"--union", "non_union"}), Contains("cannot be in non-union"));
}

TEST_CASE("plans are compared on one spine", "[cli][unit]") {
  const std::string scenes = SPONDYL_SOURCE_DIR "/scenes/";
  CHECK_THAT(refused({"compare", scenes + "tlif_l4_l5.toml"}).err, Contains("SCENES"));
  CHECK_THAT(refused({"compare", scenes + "tlif_l4_l5.toml", scenes + "tlif_l4_l5.toml"}).err,
             Contains("'tlif_l4_l5' again"));
  CHECK_THAT(refused({"compare", scenes + "tlif_l4_l5.toml", scenes + "wrong_level_l3_l4.toml"}).err,
             Contains("wrong_level_l3_l4.toml") && Contains("same spine"));
  CHECK_THAT(refused({"compare", scenes + "tlif_l4_l5.toml", scenes + "intact.toml"}).err, Contains("no operation"));
}

TEST_CASE("a setting must be a path, a number and in range", "[cli][unit]") {
  CHECK_THAT(refused({"fuse", "L4-L5", "--set", "tissue.nucleus.c10_MP=3"}).err,
             Contains("did you mean 'tissue.nucleus.c10_MPa'?"));
  CHECK_THAT(refused({"fuse", "L4-L5", "--set", "tissue.bone_graft.young_modulus_MPa=-1"}).err,
             Contains("--set tissue.bone_graft.young_modulus_MPa") && Contains("found -1"));
  CHECK_THAT(refused({"fuse", "L4-L5", "--set", "tissue.nucleus.c10_MPa"}).err, Contains("path=value"));
  CHECK_THAT(refused({"fuse", "L4-L5", "--set", "tissue.nucleus.c10_MPa=1x"}).err, Contains("'1x'"));
  CHECK_THAT(refused({"fuse", "L4-L5", "--moment-Nm", "5", "--set", "load.moment_Nm=6"}).err,
             Contains("a second value"));
}

TEST_CASE("no command and an unknown one are refused", "[cli][unit]") {
  CHECK_THAT(refused({}).err, Contains("--help"));
  CHECK_THAT(refused({"fues", "L4-L5"}).err, Contains("'fues'") && Contains("did you mean 'fuse'?"));
}

TEST_CASE("a wrong scene is refused with file, line and key", "[cli][unit]") {
  CHECK_THAT(refused_scene(head + "[loads]\nmomnt_Nm = 3\n", 4).err, Contains("'loads.momnt_Nm'"));
  CHECK_THAT(refused_scene(head + "[[operation]]\ntype = \"fusion\"\nlevels = [\"L4-L6\"]\n", 5).err,
             Contains("did you mean 'L4-L5'?"));
  CHECK_THAT(refused_scene(head + "[[operation]]\ntype = \"fusion\"\nlevels = [\"L1-L2\", \"L4-L5\"]\n", 5).err,
             Contains("missing between"));
  CHECK_THAT(refused_scene(head + "[parameters]\n\"tissue.bone_graft.young_modulus_MPa\" = -5\n", 4).err,
             Contains("found -5") && Contains("allowed"));
  CHECK_THAT(refused_scene(head + "[loads\n", 3).err, Contains("allowed"));
}

TEST_CASE("a scene that cannot be read is refused by its path", "[cli][unit]") {
  const test::TemporaryFolder folder;
  CHECK_THAT(refused({"run", (folder.path() / "none.toml").string()}).err, Contains("none.toml"));
  CHECK_THAT(refused({"run", folder.path().string()}).err, Contains(folder.path().string()));
  if (geteuid() != 0) {  // root reads everything
    const auto file = folder.write("secret.toml", head);
    std::filesystem::permissions(file, std::filesystem::perms::none);
    CHECK_THAT(refused({"run", file.string()}).err, Contains("secret.toml"));
  }
}

TEST_CASE("an output folder that is a file is refused before anything is solved", "[cli][unit]") {
  const test::TemporaryFolder folder;
  const auto file = folder.write("mine.txt", "mine");
  CHECK_THAT(refused({"fuse", "L4-L5", "--out", file.string()}).err, Contains("mine.txt") && Contains("folder"));
  CHECK(test::read_text(file) == "mine");
}

}  // namespace
