#include "study/parameter_file.hpp"

#include <array>
#include <cmath>
#include <filesystem>
#include <set>
#include <string>

#include <catch2/catch.hpp>

#include "core/units.hpp"
#include "error_of.hpp"
#include "temporary_folder.hpp"

namespace {

using namespace spondyl;
using Catch::Contains;
using core::ErrorCode;

const std::string good_entry =
    R"(thickness_mm = { value = 0.5, unit = "mm", min = 0.1, max = 2, doc = "d", source = "KEY", confidence = "primary" })";

// The third line of models/tissues.toml is the entry.
core::ParameterTable read_entry(const test::TemporaryFolder& folder, const std::string& entry) {
  folder.write("sources.toml", "[sources]\nKEY = \"citation\"\n");
  folder.write("tissues.toml", "# tissues\n[tissue.bone]\n" + entry + "\n");
  return study::read_parameters(folder.path());
}

core::ParameterTable read_entry(const std::string& entry) {
  const test::TemporaryFolder folder;
  return read_entry(folder, entry);
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

// The error of an entry in which `from` is replaced by `to`, with what all of them have in common checked.
core::Error refused(const std::string& from, const std::string& to, const std::string& key) {
  const test::TemporaryFolder folder;
  const core::Error error = test::error_of([&] { read_entry(folder, replaced(good_entry, from, to)); });
  CHECK(error.code() == ErrorCode::bad_input);
  CHECK(error.where().file == (folder.path() / "tissues.toml").string());
  CHECK(error.where().line == 3);
  CHECK(error.where().key == "tissue.bone." + key);
  return error;
}

TEST_CASE("an entry becomes a parameter with all it says", "[study][unit]") {
  const core::ParameterTable parameters = read_entry(good_entry);
  REQUIRE(parameters.size() == 1);
  const core::Parameter* parameter = parameters.find("tissue.bone.thickness_mm");
  REQUIRE(parameter);
  CHECK(parameter->value == 0.5);
  CHECK(parameter->unit == "mm");
  CHECK(parameter->min == 0.1);
  CHECK(parameter->max == 2);
  CHECK(parameter->doc == "d");
  CHECK(parameter->source == "KEY");
  CHECK(parameter->confidence == core::Confidence::primary);
}

TEST_CASE("a missing field is refused", "[study][unit]") {
  for (const std::string field :
       {"value = 0.5, ", "min = 0.1, ", "max = 2, ", "unit = \"mm\", ", "doc = \"d\", ", "source = \"KEY\", "}) {
    const std::string key = field.substr(0, field.find(' '));
    CHECK(refused(field, "", "thickness_mm." + key).found() == "nothing: the key is missing");
  }
  CHECK(refused(", confidence = \"primary\"", "", "thickness_mm.confidence").allowed() ==
        "primary, secondary, recalled or computed");
}

TEST_CASE("a field of the wrong type is refused", "[study][unit]") {
  const core::Error error = refused("value = 0.5", "value = \"0.5\"", "thickness_mm.value");
  CHECK(error.found() == "the text '0.5'");
  CHECK(error.allowed() == "a number");
  CHECK(refused("min = 0.1", "min = true", "thickness_mm.min").found() == "true");
  CHECK(refused("max = 2", "max = [2]", "thickness_mm.max").found() == "a list");
  CHECK(refused("\"d\"", "7", "thickness_mm.doc").allowed() == "a text in quotes");
  CHECK(refused("\"d\"", "\"\"", "thickness_mm.doc").found() == "an empty text");
}

TEST_CASE("an unknown field is refused, with the nearest known one", "[study][unit]") {
  const core::Error error = refused("min = 0.1", "minimum = 0.1, min = 0.1", "thickness_mm.minimum");
  CHECK(error.found() == "an unknown key");
  CHECK_THAT(error.allowed(), Contains("value, unit, min"));
  CHECK(refused("confidence", "confidense = 1, confidence", "thickness_mm.confidense").hint() ==
        "did you mean 'confidence'?");
}

TEST_CASE("a value outside its own range is refused", "[study][unit]") {
  const core::Error error = refused("value = 0.5", "value = 2.5", "thickness_mm.value");
  CHECK(error.found() == "2.5");
  CHECK(error.allowed() == "a number from 0.1 to 2 mm");
  CHECK(refused("value = 0.5", "value = nan", "thickness_mm.value").found() == "nan");
}

TEST_CASE("a confidence or source nobody knows is refused", "[study][unit]") {
  CHECK(refused("\"primary\"", "\"primry\"", "thickness_mm.confidence").hint() == "did you mean 'primary'?");
  const core::Error error = refused("\"KEY\"", "\"KEYS\"", "thickness_mm.source");
  CHECK(error.found() == "'KEYS'");
  CHECK(error.hint() == "did you mean 'KEY'?");
}

TEST_CASE("the unit must be the one in the name", "[study][unit]") {
  CHECK(refused("\"mm\"", "\"MPa\"", "thickness_mm.unit").allowed() == "'mm', as the name says");
  CHECK(refused("\"mm\"", "\"cm\"", "thickness_mm.unit").allowed() == "mm, deg, MPa, N, Nm, - or count");
  CHECK(refused("thickness_mm", "ratio", "ratio.unit").allowed() == "'-' or 'count', since the name ends in no unit");
  const std::string strands =
      R"(strands = { value = 9, unit = "count", min = 1, max = 40, doc = "d", source = "KEY", confidence = "primary" })";
  CHECK(read_entry(strands).value("tissue.bone.strands") == 9);
}

TEST_CASE("an entry that is no table is refused", "[study][unit]") {
  const core::Error error = test::error_of([] { read_entry("thickness_mm = 0.5"); });
  CHECK(error.where().line == 3);
  CHECK(error.where().key == "tissue.bone.thickness_mm");
  CHECK(error.found() == "0.5");
}

TEST_CASE("a path declared in two files is refused, with the place of the first", "[study][unit]") {
  const test::TemporaryFolder folder;
  folder.write("bones.toml", "[tissue.bone]\n" + good_entry + "\n");
  const core::Error error = test::error_of([&] { read_entry(folder, good_entry); });
  CHECK(error.code() == ErrorCode::bad_input);
  CHECK(error.where().file == (folder.path() / "tissues.toml").string());
  CHECK(error.where().line == 3);
  CHECK_THAT(error.found(), Contains("bones.toml:2"));
}

TEST_CASE("a path declared twice in one file is refused", "[study][unit]") {
  const core::Error error = test::error_of([] { read_entry(good_entry + "\n" + good_entry); });
  CHECK(error.code() == ErrorCode::bad_input);
  CHECK(error.where().line == 4);
  CHECK_THAT(error.found(), Contains("text that is not TOML"));
}

TEST_CASE("a folder that is missing, empty or without sources is refused", "[study][unit]") {
  const test::TemporaryFolder folder;
  const std::filesystem::path missing = folder.path() / "missing";
  const core::Error no_folder = test::error_of([&] { study::read_parameters(missing); });
  CHECK(no_folder.code() == ErrorCode::io);
  CHECK(no_folder.where().file == missing.string());
  CHECK(test::error_of([&] { study::read_parameters(folder.path()); }).found() == "no .toml file");
  folder.write("tissues.toml", "");
  const core::Error no_sources = test::error_of([&] { study::read_parameters(folder.path()); });
  CHECK(no_sources.where().file == (folder.path() / "sources.toml").string());
  CHECK(no_sources.found() == "no such file");
}

const std::filesystem::path models = std::filesystem::path(SPONDYL_SOURCE_DIR) / "models";

TEST_CASE("the shipped models are read whole", "[study][unit]") {
  const core::ParameterTable parameters = study::read_parameters(models);
  CHECK(parameters.value("anatomy.L4.endplate_superior_width_mm") == 48.5);
  CHECK(parameters.value("anatomy.L5-S1.disc_height_posterior_mm") == 9.5);
  CHECK(parameters.value("tissue.nucleus.bulk_modulus_MPa") == 1666.7);
  CHECK(parameters.value("ligament.L1-L2.CL.reference_strain") == 0.55);
  CHECK(parameters.value("load.moment_Nm") == 7.5);
}

TEST_CASE("every vertebra, level and ligament of the shipped models is complete", "[study][unit]") {
  const core::ParameterTable parameters = study::read_parameters(models);
  // What one of a kind has, all have; S1 and the missing upper joint of L1 apart.
  const auto names_under = [&](const std::string& prefix) {
    std::set<std::string> names;
    for (const core::Parameter& parameter : parameters) {
      if (parameter.path.starts_with(prefix))
        names.insert(parameter.path.substr(prefix.size()));
    }
    return names;
  };
  const auto vertebra = names_under("anatomy.L5.");
  CHECK(vertebra.contains("pedicle_height_mm"));
  for (const std::string name : {"L2", "L3", "L4"}) {
    CHECK(names_under("anatomy." + name + ".") == vertebra);
  }
  auto first = vertebra;
  for (const std::string axis : {"x", "y", "z"}) {
    first.erase("superior_facet_center_" + axis + "_mm");
  }
  CHECK(names_under("anatomy.L1.") == first);
  const auto disc = names_under("anatomy.L5-S1.");
  const auto ligaments = names_under("ligament.L5-S1.");
  CHECK(disc.size() == 11);
  CHECK(ligaments.size() == 7 * 5);
  for (const std::string name : {"L1-L2", "L2-L3", "L3-L4", "L4-L5"}) {
    CHECK(names_under("anatomy." + name + ".") == disc);
    CHECK(names_under("ligament." + name + ".") == ligaments);
  }
}

TEST_CASE("the shipped bodies and discs add up to the lordosis of their subject", "[study][unit]") {
  // Two independent rows of one subject: the heights give the wedges, the endplate tilts the lordosis of 51.0 deg.
  const core::ParameterTable parameters = study::read_parameters(models);
  const auto mm = [&](const std::string& path) { return parameters.value(path + "_mm"); };
  double lordosis_rad = 0.0;
  for (const std::string name : {"L1", "L2", "L3", "L4", "L5"}) {
    const std::string body = "anatomy." + name + ".";
    const double depth = (mm(body + "endplate_superior_depth") + mm(body + "endplate_inferior_depth")) / 2;
    lordosis_rad += std::atan((mm(body + "body_height_anterior") - mm(body + "body_height_posterior")) / depth);
  }
  for (const auto& [level, above, below] :
       {std::array{"L1-L2", "L1", "L2"}, std::array{"L2-L3", "L2", "L3"}, std::array{"L3-L4", "L3", "L4"},
        std::array{"L4-L5", "L4", "L5"}, std::array{"L5-S1", "L5", "S1"}}) {
    const double depth = (mm("anatomy." + std::string(above) + ".endplate_inferior_depth") +
                          mm("anatomy." + std::string(below) + ".endplate_superior_depth")) /
                         2;
    const std::string disc = "anatomy." + std::string(level) + ".disc_height_";
    lordosis_rad += std::atan((mm(disc + "anterior") - mm(disc + "posterior")) / depth);
  }
  CHECK(std::abs(core::degrees(lordosis_rad) - 51.0) < 1.0);
}

}  // namespace
