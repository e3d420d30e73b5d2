// What a study file may say; what it may not is refused at its line with what is allowed.

#include <catch2/catch.hpp>

#include "study/progressive_answer.hpp"
#include "study_text.hpp"
#include "sweep/dry_run.hpp"

namespace {

using namespace spondyl;
using namespace spondyl::sweep;
using Catch::Contains;
using test::study_head;

const std::string fusion_scene =
    "format = \"spondyl-scene\"\nversion = 1\n[[operation]]\ntype = \"fusion\"\nlevels = [\"L4-L5\"]\n"
    "approach = \"plif\"\n[loads]\ncases = [\"flexion\"]\nprotocols = [\"hybrid\"]\n";

const std::string output =
    "[[output]]\nname = \"above\"\nquantity = \"rotation_deg\"\nlevel = \"above\"\nof = \"change\"\n";

Study read(const std::string& text, const std::string& scene = fusion_scene) {
  const test::TemporaryFolder folder;
  folder.write("scene.toml", scene);
  folder.write("cases.csv", "tissue.bone_t_score,operation.levels\n-2,\"[\"\"L3-L4\"\"]\"\n,\n");
  return read_study(folder.write("study.toml", study_head + "scene = \"scene.toml\"\n" + text),
                    test::shipped_parameters());
}

/// The message of a study that must be refused, at this line of the study file (its first own line is 4).
std::string why(const std::string& text, int line) {
  try {
    read(text);
  } catch (const core::Error& error) {
    CHECK(error.code() != core::ErrorCode::internal);
    CHECK_THAT(error.what(), Contains("study.toml:" + std::to_string(line) + ": "));
    return error.what();
  }
  FAIL("not refused: " << text);
  return {};
}

std::string axis(const std::string& rest) { return output + "[design]\ntype = \"sobol\"\nn = 8\n[[axis]]\n" + rest; }

TEST_CASE("axes are parameters, measures and keys of the scene", "[sweep][unit]") {
  const Study study =
      read(axis("path = \"tissue.bone_t_score\"\ndistribution = \"uniform\"\nlow = -3\nhigh = 0\n"
                "[[axis]]\npath = \"anatomy.L4.endplate_superior_width_mm\"\ndistribution = \"published\"\n"
                "[[axis]]\npath = \"spine.person_seed\"\ndistribution = \"published\"\n"
                "[[axis]]\npath = \"operation.levels\"\nvalues = [[\"L3-L4\"], [\"L4-L5\"]]\n"
                "[[axis]]\npath = \"healing.months\"\nrange = [0, 24]\nsteps = 3\n"));
  REQUIRE(study.cases.size() == 8);
  CHECK(study.axes[1].target == Axis::Target::measure);
  CHECK(study.axes[1].distribution->spread ==
        test::shipped_parameters().value("population.L4.endplate_superior_width_sd_mm"));
  CHECK(study.outputs == std::vector<std::string>{"above"});
  for (const CaseValues& values : study.cases) {
    const study::Scene scene = spine_case(*study.spine, values).scene;
    const core::ParameterTable table = study::with_overrides(test::shipped_parameters(), scene.parameters);
    CHECK(table.value("tissue.bone_t_score") == std::get<double>(values[0]));
    CHECK(table.value("anatomy.L4.endplate_superior_width_mm") == std::get<double>(values[1]));
    const auto& fusion = std::get<surgery::Fusion>(scene.operations.front());
    CHECK("[\"" + std::string(name(fusion.levels.front())) + "\"]" == std::get<std::string>(values[3]));
    CHECK(scene.healing.months == std::get<double>(values[4]));
  }
}

TEST_CASE("a measure takes along what scales with it, a person everything", "[sweep][unit]") {
  const auto table_of = [](const std::string& path, const std::string& value) {
    const Study study = read(output + "[design]\ntype = \"full_factorial\"\n[[axis]]\npath = \"" + path +
                             "\"\nvalues = [" + value + "]\n");
    return study::with_overrides(test::shipped_parameters(), spine_case(*study.spine, study.cases[0]).scene.parameters);
  };
  const core::ParameterTable& plain = test::shipped_parameters();
  const std::string wide = core::to_text(1.1 * plain.value("anatomy.L4.endplate_superior_width_mm"));
  const core::ParameterTable one = table_of("anatomy.L4.endplate_superior_width_mm", wide);
  CHECK(one.value("anatomy.L4.pedicle_width_mm") > plain.value("anatomy.L4.pedicle_width_mm"));
  CHECK(one.value("anatomy.L3.pedicle_width_mm") == plain.value("anatomy.L3.pedicle_width_mm"));
  CHECK(table_of("spine.person_seed", "3").sha256() == spine::random_person(plain, 3).sha256());
}

TEST_CASE("cases can be listed in a file, with cells that leave the scene as it is", "[sweep][unit]") {
  const Study study = read(output + "[design]\ntype = \"cases\"\nfile = \"cases.csv\"\n");
  REQUIRE(study.cases.size() == 2);
  CHECK(study.cases[0] == CaseValues{-2.0, Value("[\"L3-L4\"]")});
  CHECK(study.cases[1] == CaseValues{Value(), Value()});
}

TEST_CASE("several plans share the intact spine and have a column each", "[sweep][unit]") {
  const std::string plans =
      "[[plan]]\nname = \"block\"\n[[plan.operation]]\ntype = \"fusion\"\nlevels = [\"L4-L5\"]\n"
      "[[plan]]\nname = \"rods\"\n[[plan.operation]]\ntype = \"instrumentation\"\nlevels = [\"L4-L5\"]\n";
  const Study study = read(plans + axis("path = \"tissue.bone_t_score\"\nvalues = [-1, 0]\n"));
  CHECK(study.outputs == std::vector<std::string>{"block.above", "rods.above"});
  const SpineCase one = spine_case(*study.spine, study.cases[0]);
  REQUIRE(one.plans.size() == 2);
  CHECK(one.plans[1].name == "rods");
  CHECK(std::holds_alternative<surgery::Instrumentation>(one.plans[1].operations.front()));
}

TEST_CASE("a study says how bone is modeled in all of its cases", "[sweep][unit]") {
  const std::string cases = test::pressure_output + "[design]\ntype = \"one_at_a_time\"\n[[axis]]\n" +
                            "path = \"load.compression_N\"\nvalues = [20]\n";
  const Study elastic = read(cases, test::cheap_scene);
  const Study study = read("fidelity = \"rigid_bone\"\n" + cases, test::cheap_scene);
  CHECK(elastic.spine->fidelity == spine::Fidelity::elastic_bone);
  CHECK(dry_run(elastic, {}, 1) != dry_run(study, {}, 1));  // the time that it will take
  const auto outcome = study.subject(study.cases[0], {});
  REQUIRE(outcome);
  study::Experiment experiment =
      study::experiment_of(spine_case(*study.spine, study.cases[0]).scene, test::shipped_parameters());
  experiment.fidelity = spine::Fidelity::rigid_bone;
  CHECK(outcome->outputs == outputs_of(*study.spine, study::run_progressively(experiment, 1).value()));
}

TEST_CASE("a wrong study is refused at its line", "[sweep][unit]") {
  CHECK_THAT(why(axis("path = \"tissue.bone_t_scor\"\nvalues = [1]\n"), 13),
             Contains("did you mean 'tissue.bone_t_score'?"));
  CHECK_THAT(why(axis("path = \"tissue.bone_t_score\"\nvalues = [-99]\n"), 14), Contains("a number from"));
  CHECK_THAT(why(axis("path = \"tissue.bone_t_score\"\nvalues = []\n"), 14), Contains("an empty list"));
  CHECK_THAT(why(axis("path = \"tissue.bone_t_score\"\n"), 13), Contains("one of values, range or distribution"));
  CHECK_THAT(why(axis("path = \"tissue.bone_t_score\"\ndistribution = \"nromal\"\n"), 14),
             Contains("did you mean 'normal'?"));
  CHECK_THAT(why(axis("path = \"tissue.bone_t_score\"\ndistribution = \"published\"\n"), 14), Contains("population"));
  CHECK_THAT(why(axis("path = \"operation.rodz\"\nvalues = [\"peek\"]\n"), 13),
             Contains("unknown key") && Contains("rods"));
  CHECK_THAT(why(axis("path = \"operation.rods\"\nvalues = [\"peek\", \"wood\"]\n"), 13), Contains("titanium"));
  CHECK_THAT(why(axis("path = \"operation.2.rods\"\nvalues = [\"peek\"]\n"), 13), Contains("operation 2"));
  CHECK_THAT(why(axis("path = \"healing.months\"\nvalues = [30]\n"), 13), Contains("0 to 24"));
  CHECK_THAT(
      why(output + "[design]\ntype = \"sobol\"\nn = 12\n[[axis]]\npath = \"healing.months\"\nvalues = [3]\n", 11),
      Contains("a power of 2"));
  CHECK_THAT(why(output + "[design]\ntype = \"factorial\"\n", 10), Contains("full_factorial"));
  CHECK_THAT(why("[design]\ntype = \"one_at_a_time\"\n[[axis]]\npath = \"healing.months\"\nvalues = [3]\n", 1),
             Contains("at least one [[output]]"));
  CHECK_THAT(why("outputs = 3\n" + axis(""), 4), Contains("did you mean 'output'?"));
  CHECK_THAT(why("fidelity = \"rigid\"\n" + axis(""), 4), Contains("did you mean 'rigid_bone'?"));
}

TEST_CASE("a file named in a study by nothing is refused where it is named", "[sweep][unit]") {
  const std::string name_of_a_file = "the name of a file, from this file's folder";
  CHECK_THAT(why("[[plan]]\nname = \"tlif\"\nscene = \"\"\n" + axis("path = \"healing.months\"\nvalues = [3]\n"), 6),
             Contains("the text ''") && Contains(name_of_a_file));
  CHECK_THAT(why(output + "[design]\ntype = \"cases\"\nfile = \"\"\n", 11), Contains(name_of_a_file));
  CHECK_THAT(why(output + "[design]\ntype = \"cases\"\n", 9), Contains(name_of_a_file));
  const test::TemporaryFolder folder;
  const auto study = folder.write("study.toml", study_head + "scene = \"\"\n");
  CHECK_THROWS_WITH(read_study(study, test::shipped_parameters()),
                    Contains("study.toml:3: ") && Contains("'scene'") && Contains(name_of_a_file));
}

TEST_CASE("a combination that no surgeon would do is no mistake of the file", "[sweep][unit]") {
  // A cage of 40 mm is refused as a case, not as a file.
  const Study study = read(axis("path = \"operation.cage_height_mm\"\nvalues = [12, 40]\n"));
  std::size_t n_refused = 0;
  for (const CaseValues& values : study.cases) {
    if (std::get<double>(values[0]) == 40) {
      const auto outcome = study.subject(values, {});
      REQUIRE(outcome);
      CHECK(outcome->status == Status::refused);
      CHECK_THAT(outcome->reason, Contains("cannot be inserted"));
      ++n_refused;
    }
  }
  CHECK(n_refused > 0);
}

}  // namespace
