// `spondyl export`, and whose spine a command line is about.

#include <catch2/catch.hpp>

#include "program.hpp"

namespace {

using namespace spondyl;
using Catch::Contains;
using test::run_program;

const std::string radiograph = SPONDYL_SOURCE_DIR "/scenes/lateral_radiograph.csv";

TEST_CASE("export writes every format, by default beside the person and by the name of the scene", "[cli][unit]") {
  const test::TemporaryFolder folder;
  const std::string here = folder.path().string();
  const std::string scene = folder
                                .write("mine.toml",
                                       "format = \"spondyl-scene\"\nversion = 1\n[spine]\nperson = \"male_small\"\n"
                                       "[[operation]]\ntype = \"fusion\"\nlevels = [\"L4-L5\"]\n")
                                .string();
  CHECK(run_program({{"export", "--format", "stl", "--out", "bones/spine.stl"}, here}).status == 0);
  CHECK(std::filesystem::file_size(folder.path() / "bones" / "spine_L3.stl") > 10000);
  CHECK(std::filesystem::exists(folder.path() / "bones" / "spine_S1.stl"));
  CHECK(run_program({{"export", scene, "--format", "inp"}, here}).status == 0);
  const std::string inp = test::read_text(folder.path() / "mine.inp");
  CHECK_THAT(inp, Contains("ELSET=L4_L5_bone_graft") && Contains("ELSET=L3_L4_annulus"));
  CHECK_THAT(inp, !Contains("ELSET=L4_L5_annulus"));
  CHECK(run_program({{"export", scene, "--format", "feb"}, here}).status == 0);
  CHECK_THAT(test::read_text(folder.path() / "mine.feb"), Contains("<febio_spec version=\"4.0\">"));
  CHECK(run_program({{"export", "--format", "vtu"}, here}).status == 0);
  CHECK_THAT(test::read_text(folder.path() / "spine.vtu"), Contains("UnstructuredGrid"));
}

TEST_CASE("export refuses formats it does not know and says what it could not write", "[cli][unit]") {
  const test::Outcome unknown = run_program({{"export", "--format", "ink"}});
  CHECK(unknown.status == 2);
  CHECK_THAT(unknown.err, Contains("'ink'") && Contains("did you mean 'inp'?"));
  CHECK(run_program({{"export"}}).status == 2);
  const test::Outcome unwritable = run_program({{"export", "--format", "inp", "--out", "/proc/no/spine.inp"}});
  CHECK(unwritable.status == 1);
  CHECK_THAT(unwritable.err, Contains("/proc/no"));
}

TEST_CASE("unknown persons and radiographs that cannot be are refused", "[cli][unit]") {
  const test::Outcome person = run_program({{"fuse", "L4-L5", "--person", "male_smal"}});
  CHECK(person.status == 2);
  CHECK_THAT(person.err, Contains("--person") && Contains("did you mean 'male_small'?"));
  const test::Outcome missing = run_program({{"fuse", "L4-L5", "--radiograph", "/nowhere.csv"}});
  CHECK(missing.status == 2);
  CHECK_THAT(missing.err, Contains("/nowhere.csv"));
  const test::TemporaryFolder folder;
  std::string text = test::read_text(radiograph);
  text.insert(text.find("L3,superior_posterior"), "# ");
  const std::string file = folder.write("corners.csv", text).string();
  const std::string scene = folder
                                .write("scene.toml",
                                       "format = \"spondyl-scene\"\nversion = 1\n[spine]\nradiograph = "
                                       "\"corners.csv\"\n")
                                .string();
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"fuse", "L4-L5", "--radiograph", file}, {"run", scene}}) {
    const test::Outcome incomplete = run_program({words});
    CHECK(incomplete.status == 2);
    CHECK_THAT(incomplete.err, Contains(file) && Contains("no superior_posterior corner of L3"));
  }
}

}  // namespace
