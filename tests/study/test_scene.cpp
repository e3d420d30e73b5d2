#include "shipped_parameters.hpp"
#include "study/scene.hpp"

#include <cmath>
#include <filesystem>
#include <numbers>
#include <string>

#include <catch2/catch.hpp>

#include "error_of.hpp"
#include "study/parameter_file.hpp"
#include "support.hpp"
#include "temporary_folder.hpp"

namespace {

using namespace spondyl;
using Catch::Contains;
using core::ErrorCode;
using study::LoadCase;
using study::Protocol;

const std::filesystem::path root = SPONDYL_SOURCE_DIR;

// Lines 1 and 2 of every scene of these tests; what a test adds starts on line 3.
const std::string head = "format = \"spondyl-scene\"\nversion = 1\n";

study::Scene read(const std::string& text) {
  const test::TemporaryFolder folder;
  return study::read_scene(folder.write("some_scene.toml", text), test::shipped_parameters());
}

// The error of a whole file, with its place checked.
core::Error refused_file(const std::string& text, int line, const std::string& key) {
  const test::TemporaryFolder folder;
  const std::filesystem::path file = folder.write("some_scene.toml", text);
  const core::Error error = test::error_of([&] { study::read_scene(file, test::shipped_parameters()); });
  CHECK(error.code() == ErrorCode::bad_input);
  CHECK(error.where().file == file.string());
  CHECK(error.where().line == line);
  CHECK(error.where().key == key);
  CHECK_FALSE(error.allowed().empty());
  CHECK_THAT(error.what(), Contains(file.string() + ":" + std::to_string(line) + ": "));
  return error;
}

core::Error refused(const std::string& text, int line, const std::string& key) {
  return refused_file(head + text, line, key);
}

TEST_CASE("a scene that says nothing has the stated defaults", "[study][unit]") {
  const study::Scene scene = read(head);
  CHECK(scene.name == "some_scene");
  CHECK(scene.description.empty());
  CHECK_THAT(scene.source_file, Catch::EndsWith("some_scene.toml"));
  CHECK(scene.resolution == spine::Resolution::interactive);
  CHECK(scene.parameters.empty());
  CHECK(scene.operations.empty());
  CHECK(scene.loads.cases == std::vector{LoadCase::flexion, LoadCase::extension, LoadCase::lateral_bending_left,
                                         LoadCase::lateral_bending_right, LoadCase::axial_rotation_left,
                                         LoadCase::axial_rotation_right});
  CHECK(scene.loads.protocols == std::vector{Protocol::load_control, Protocol::hybrid});
  CHECK_FALSE(scene.loads.rotation_rad.has_value());
}

TEST_CASE("a scene is read whole", "[study][unit]") {
  const study::Scene scene = read(head + R"(name = "n"
description = "d"
[spine]
resolution = "fine"
[parameters]
"anatomy.L4-L5.disc_height_anterior_mm" = 14
[[operation]]
type = "fusion"
levels = ["L4-L5", "L3-L4"]
[loads]
cases = ["extension", "standing"]
protocols = ["displacement_control", "load_control"]
moment_Nm = 5
follower_N = 250.0
rotation_deg = 30
)");
  CHECK(scene.name == "n");
  CHECK(scene.description == "d");
  CHECK(scene.resolution == spine::Resolution::fine);
  REQUIRE(scene.operations.size() == 1);
  const auto& fusion = std::get<surgery::Fusion>(scene.operations[0]);
  CHECK(fusion.levels == std::vector{spine::Level{2}, spine::Level{3}});
  CHECK(scene.loads.cases == std::vector{LoadCase::extension, LoadCase::standing});
  CHECK(scene.loads.protocols == std::vector{Protocol::displacement_control, Protocol::load_control});
  REQUIRE(scene.loads.rotation_rad.has_value());
  CHECK(std::abs(*scene.loads.rotation_rad - std::numbers::pi / 6) <= test::round_off());

  const core::ParameterTable parameters = study::with_overrides(test::shipped_parameters(), scene.parameters);
  CHECK(parameters.value("anatomy.L4-L5.disc_height_anterior_mm") == 14);
  CHECK(parameters.value("load.moment_Nm") == 5);
  CHECK(parameters.value("load.follower_N") == 250);
  CHECK(parameters.value("anatomy.L3-L4.disc_height_anterior_mm") ==
        test::shipped_parameters().value("anatomy.L3-L4.disc_height_anterior_mm"));
}

TEST_CASE("a parameter may be written as dotted keys or under a heading", "[study][unit]") {
  const study::Scene scene = read(head + R"([parameters]
anatomy.L4-L5.disc_height_anterior_mm = 14.0
[parameters.tissue.nucleus]
c10_MPa = 0.1
)");
  const core::ParameterTable parameters = study::with_overrides(test::shipped_parameters(), scene.parameters);
  CHECK(parameters.value("anatomy.L4-L5.disc_height_anterior_mm") == 14);
  CHECK(parameters.value("tissue.nucleus.c10_MPa") == 0.1);
}

TEST_CASE("a scene says whose spine it is, and has the last word about it", "[study][unit]") {
  const auto depth = [](const study::Scene& scene) {
    return study::with_overrides(test::shipped_parameters(), scene.parameters)
        .value("anatomy.L3.endplate_superior_depth_mm");
  };
  const double woman = depth(read(head + "[spine]\nperson = \"female_median\"\n"));
  CHECK(woman < test::shipped_parameters().value("anatomy.L3.endplate_superior_depth_mm"));
  CHECK(depth(read(head + "[spine]\nperson = \"default\"\n")) ==
        test::shipped_parameters().value("anatomy.L3.endplate_superior_depth_mm"));
  // A smaller woman by another size, and one whose L3 was measured.
  CHECK(
      depth(read(head + "[spine]\nperson = \"female_median\"\n[parameters]\n\"person.female_median.size_sd\" = -1\n")) <
      woman);
  CHECK(depth(read(head + "[spine]\nperson = \"female_median\"\n[parameters]\n"
                          "\"anatomy.L3.endplate_superior_depth_mm\" = 33.3\n")) == 33.3);
  CHECK(refused("[spine]\nperson = \"femal_median\"\n", 4, "spine.person").hint() == "did you mean 'female_median'?");
}

TEST_CASE("a scene names its format and version", "[study][unit]") {
  CHECK(refused_file("version = 1\n", 1, "format").found() == "nothing: the key is missing");
  CHECK(refused_file("format = \"spondyl-sweep\"\nversion = 1\n", 1, "format").allowed() == "spondyl-scene");
  CHECK(refused_file("format = \"spondyl-scene\"\n", 1, "version").found() == "nothing: the key is missing");
  CHECK(refused_file("format = \"spondyl-scene\"\nversion = 2\n", 2, "version").allowed() == "1");
  CHECK(refused_file("", 1, "format").allowed() == "spondyl-scene");
}

TEST_CASE("an unknown key is refused wherever it stands, with the nearest known one", "[study][unit]") {
  const core::Error error = refused("operations = []\n", 3, "operations");
  CHECK(error.found() == "an unknown key");
  CHECK(error.hint() == "did you mean 'operation'?");
  CHECK(refused("[spine]\n\nresolutoin = \"fine\"\n", 5, "spine.resolutoin").hint() == "did you mean 'resolution'?");
  CHECK(refused("[loads]\nmoment = 7.5\n", 4, "loads.moment").hint() == "did you mean 'moment_Nm'?");
  CHECK(refused("[[operation]]\ntype = \"fusion\"\nlevel = [\"L4-L5\"]\n", 5, "operation.level").hint() ==
        "did you mean 'levels'?");
  CHECK(refused("zebra = 1\napple = 1\n", 3, "zebra").found() == "an unknown key");
}

TEST_CASE("a wrong type is refused", "[study][unit]") {
  CHECK(refused("name = 7\n", 3, "name").allowed() == "a text in quotes");
  CHECK(refused("name = 7\n", 3, "name").found() == "7");
  CHECK(refused("spine = \"fine\"\n", 3, "spine").allowed() == "a table: [spine]");
  CHECK(refused("[operation]\ntype = \"fusion\"\n", 3, "operation").allowed() == "a list of tables: [[operation]]");
  CHECK(refused("operation = [1]\n", 3, "operation").found() == "1");
  CHECK(refused("[loads]\nmoment_Nm = \"7.5\"\n", 4, "loads.moment_Nm").found() == "the text '7.5'");
  CHECK(refused("[loads]\nmoment_Nm = 2026-01-01\n", 4, "loads.moment_Nm").found() == "a date or time");
  CHECK(refused("[loads]\ncases = \"flexion\"\n", 4, "loads.cases").allowed() == "a list of texts in quotes");
  CHECK(refused("[loads]\ncases = [1]\n", 4, "loads.cases").found() == "1");
  CHECK(refused("[parameters]\n\"load.moment_Nm\" = true\n", 4, "parameters.load.moment_Nm").allowed() ==
        "a number from 0 to 15 Nm");
}

TEST_CASE("a name outside its list is refused, with the nearest in it", "[study][unit]") {
  const core::Error error = refused("[spine]\nresolution = \"standart\"\n", 4, "spine.resolution");
  CHECK(error.found() == "'standart'");
  CHECK(error.allowed() == "interactive, standard or fine");
  CHECK(error.hint() == "did you mean 'standard'?");
  CHECK(refused("[loads]\ncases = [\"flexon\"]\n", 4, "loads.cases").hint() == "did you mean 'flexion'?");
  CHECK(refused("[loads]\nprotocols = [\"hybird\"]\n", 4, "loads.protocols").hint() == "did you mean 'hybrid'?");
  CHECK(refused("[spine]\nradiograph = \"\"\n", 4, "spine.radiograph").found() == "the text ''");
  CHECK(refused("[[operation]]\ntype = \"fuson\"\n", 4, "operation.type").hint() == "did you mean 'fusion'?");
  CHECK_THAT(refused("[[operation]]\nlevels = [\"L4-L5\"]\n", 3, "operation.type").allowed(),
             Catch::StartsWith("fusion, instrumentation, ") && Catch::EndsWith(" or remove_instrumentation"));
}

TEST_CASE("lists of loads name each thing once, and at least one", "[study][unit]") {
  CHECK(refused("[loads]\ncases = []\n", 4, "loads.cases").found() == "an empty list");
  CHECK(refused("[loads]\ncases = [\"flexion\", \"flexion\"]\n", 4, "loads.cases").found() == "'flexion' twice");
  CHECK(refused("[loads]\nprotocols = [\"hybrid\", \"hybrid\"]\n", 4, "loads.protocols").found() == "'hybrid' twice");
}

core::Error refused_levels(const std::string& levels) {
  return refused("[[operation]]\ntype = \"fusion\"\nlevels = " + levels + "\n", 5, "operation.levels");
}

TEST_CASE("levels that cannot be fused are refused", "[study][unit]") {
  CHECK(refused_levels("[\"L4-L6\"]").hint() == "did you mean 'L4-L5'?");
  CHECK(refused_levels("[\"L1-L2\", \"L4-L5\"]").allowed() == "neighboring levels");
  CHECK(refused_levels("[\"L1-L2\", \"L2-L3\", \"L3-L4\", \"L4-L5\"]").allowed() == "1 to 3 neighboring levels");
  CHECK(refused_levels("[\"L4-L5\", \"L4-L5\"]").found() == "'L4-L5' twice");
  CHECK(refused_levels("[]").found() == "no level");
  CHECK(refused_levels("\"L4-L5\"").allowed() == "a list of texts in quotes");
  CHECK(refused("[[operation]]\ntype = \"fusion\"\n", 3, "operation.levels").found() == "nothing: the key is missing");
}

TEST_CASE("a level fused by two operations is refused", "[study][unit]") {
  const std::string fusion = "[[operation]]\ntype = \"fusion\"\nlevels = [\"L4-L5\"]\n";
  CHECK(refused(fusion + fusion, 8, "operation.levels").found() == "fusion at L4-L5: the level is fused already");
}

TEST_CASE("a parameter that is unknown or outside its range is refused", "[study][unit]") {
  const core::Error negative = refused("[parameters]\n\"tissue.cortical_bone.young_modulus_MPa\" = -12000\n", 4,
                                       "parameters.tissue.cortical_bone.young_modulus_MPa");
  CHECK(negative.found() == "-12000");
  CHECK(negative.allowed() == "a number from 100 to 30000 MPa");

  const core::Error unknown = refused("[parameters]\n\"tissue.cortical_bone.young_modulus\" = 12000\n", 4,
                                      "parameters.tissue.cortical_bone.young_modulus");
  CHECK_THAT(unknown.found(), Contains("unknown parameter"));
  CHECK(unknown.hint() == "did you mean 'tissue.cortical_bone.young_modulus_MPa'?");

  CHECK(refused("[parameters]\n\"load.moment_Nm\" = nan\n", 4, "parameters.load.moment_Nm").found() == "nan");
  CHECK(refused("[parameters]\n\"ligament.L4-L5.ALL.strands\" = 8.5\n", 4, "parameters.ligament.L4-L5.ALL.strands")
            .allowed() == "a whole number from 1 to 40");
  const core::Error moment = refused("[loads]\n\nmoment_Nm = -3\n", 5, "loads.moment_Nm");
  CHECK_THAT(moment.what(), Contains(":5: key 'loads.moment_Nm': found -3, allowed: a number from 0 to 15 Nm"));
  CHECK(refused("[loads]\nfollower_N = 1e9\n", 4, "loads.follower_N").allowed() == "a number from 0 to 1200 N");
}

TEST_CASE("a parameter given twice is refused, by whatever names", "[study][unit]") {
  const core::Error error =
      refused("[parameters]\n\"load.moment_Nm\" = 5\n[loads]\nmoment_Nm = 5\n", 6, "loads.moment_Nm");
  CHECK_THAT(error.found(), Contains("'parameters.load.moment_Nm' on line 4"));
  CHECK(
      refused("[parameters]\n\"load.moment_Nm\" = 5\nload.moment_Nm = 6\n", 5, "parameters.load.moment_Nm").allowed() ==
      "one value of each parameter");
}

TEST_CASE("a total rotation belongs to displacement_control, and only to it", "[study][unit]") {
  CHECK(refused("[loads]\nrotation_deg = 20\n", 4, "loads.rotation_deg").allowed() ==
        "this key only with the protocol displacement_control");
  const std::string controlled = "[loads]\nprotocols = [\"displacement_control\"]\n";
  CHECK(refused(controlled, 3, "loads.rotation_deg").found() == "nothing: the key is missing");
  for (const std::string value : {"0", "-5", "91", "nan"}) {
    CHECK(refused(controlled + "rotation_deg = " + value + "\n", 5, "loads.rotation_deg").found() == value);
  }
}

TEST_CASE("compression and standing have no rotation to hold", "[study][unit]") {
  const core::Error error = refused("[loads]\ncases = [\"standing\"]\nprotocols = [\"hybrid\"]\n", 4, "loads.cases");
  CHECK_THAT(error.found(), Contains("'standing'"));
  CHECK(read(head + "[loads]\ncases = [\"standing\", \"flexion\"]\n").loads.cases.size() == 2);
}

TEST_CASE("text that is not TOML is refused with its line", "[study][unit]") {
  CHECK_THAT(refused("name = \"open\n", 3, "").found(), Contains("text that is not TOML"));
  CHECK_THAT(refused("[loads\n", 3, "").found(), Contains("text that is not TOML"));
  CHECK_THAT(refused("name = \"a\"\nname = \"b\"\n", 4, "").found(), Contains("text that is not TOML"));
  CHECK_THAT(refused("# first\nname = \"\xff\xfe\"\n", 4, "").found(), Contains("text that is not TOML"));
  CHECK_THAT(refused("name = \"a\xc3\"\n", 3, "").found(), Contains("text that is not TOML"));
}

TEST_CASE("a file that cannot be read is an error of input and output", "[study][unit]") {
  const test::TemporaryFolder folder;
  const auto error_reading = [&](const std::filesystem::path& file) {
    const core::Error error = test::error_of([&] { study::read_scene(file, test::shipped_parameters()); });
    CHECK(error.code() == ErrorCode::io);
    CHECK(error.where().file == file.string());
    CHECK(error.allowed() == "a readable TOML file");
    return error;
  };
  CHECK(error_reading(folder.path()).found() == "a folder");
  CHECK(error_reading(folder.path() / "missing.toml").found() == "no such file");
  CHECK(error_reading("/dev/zero").found() == "more than 16 MiB");
  const auto locked = folder.write("locked.toml", head);
  std::filesystem::permissions(locked, std::filesystem::perms::none);
  if (!std::ifstream(locked)) {  // root reads everything
    CHECK(error_reading(locked).found() == "a file that cannot be read");
  }
}

TEST_CASE("every shipped scene is read", "[study][unit]") {
  int n_scenes = 0;
  for (const auto& entry : std::filesystem::directory_iterator(root / "scenes")) {
    if (entry.path().extension() != ".toml")
      continue;
    INFO(entry.path());
    const study::Scene scene = study::read_scene(entry.path(), test::shipped_parameters());
    CHECK(scene.name != entry.path().stem());
    CHECK_FALSE(scene.description.empty());
    ++n_scenes;
  }
  CHECK(n_scenes >= 15);
}

}  // namespace
