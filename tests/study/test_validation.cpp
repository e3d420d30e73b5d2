// The solves behind the published comparisons, the answer as JSON, and the document.

#include "study/validation.hpp"

#include <fstream>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "error_of.hpp"
#include "json_schema.hpp"
#include "study/gnuplot.hpp"
#include "study/validation_document.hpp"
#include "study/validation_report.hpp"
#include "support.hpp"
#include "validation_fixture.hpp"

namespace {

using namespace spondyl;
using Catch::Contains;

// Little loads: a unit and the whole spine in flexion, a disc under compression, and a grade of degeneration.
const study::ValidationData& small_rows() {
  static const study::ValidationData data = test::read_rows(
      test::row_text("SPINE", "centre = 1.0\naccept_within = 5\nrequired = true",
                     "load_case = \"flexion\"\nmoment_Nm = 1\nlevel = \"L4-L5\"\n") +
      test::row_text("UNIT", "centre = 1.0\naccept_within = 1e-3\nspecimen = \"fsu\"\nexplanation = \"a made-up row\"",
                     "load_case = \"flexion\"\nmoment_Nm = 1\nlevel = \"L4-L5\"\n") +
      test::row_text("DISC", "measure = \"axial_displacement_mm\"\nfollower_N = 100\nspecimen = \"disc\"",
                     "load_case = \"compression\"\nlevel = \"L4-L5\"\n") +
      test::row_text("SHARE", "measure = \"facet_share_percent\"\nfollower_N = 100\nspecimen = \"disc\"",
                     "load_case = \"compression\"\nlevel = \"L4-L5\"\n") +
      test::row_text("ERROR", "measure = \"max_absolute_error\"\nof = [\"SPINE\"]\naccept_max = 9"));
  return data;
}

study::Validation solved(int threads) {
  return study::validate(small_rows(), test::shipped_parameters(), {.threads = threads}).value();
}

const study::Validation& on_two() {
  static const study::Validation validation = solved(2);
  return validation;
}

double ours(std::size_t row) { return on_two().results.at(row).value.ours.value(); }

TEST_CASE("an isolated unit turns under a pure moment as it does in the whole spine", "[study][verification]") {
  CHECK(ours(0) > 0.1);
  CHECK(test::relative_error(ours(1), ours(0)) <= test::scaled(0.03));
}

TEST_CASE("a disc alone is compressed and has no facets", "[study][verification]") {
  CHECK(ours(2) > 0.01);
  CHECK(ours(3) == 0);
}

TEST_CASE("an error measure is the deviation of the rows it names", "[study][unit]") {
  CHECK(ours(4) == std::abs(ours(0) - 1.0));
}

TEST_CASE("validate --json follows its schema and has the same bytes for 1 and 2 threads", "[study][determinism]") {
  const std::string text = study::validation_json(on_two().results);
  std::ifstream file(std::string(SPONDYL_SOURCE_DIR) + "/docs/validation.schema.json");
  REQUIRE(file);
  const auto errors = test::JsonSchema(nlohmann::json::parse(file)).errors(nlohmann::json::parse(text));
  CAPTURE(errors);
  CHECK(errors.empty());
  CHECK(study::validation_json(solved(1).results) == text);
}

TEST_CASE("no row is hidden: the table and the document name every one, and explain those outside", "[study][unit]") {
  const std::string table = study::validation_table(on_two().results);
  const std::string document = study::validation_document(on_two(), small_rows(), {}, test::shipped_parameters(), {});
  for (const study::ValidationResult& result : on_two().results)
    CHECK_THAT(table, Contains(result.row.id));
  for (const std::string& text : {table, document})
    CHECK_THAT(text, Contains("a made-up row"));
  CHECK_THAT(table, Contains("Every required row is inside."));
  CHECK_THAT(document, Contains("**outside**") && Contains("**KEY**: citation"));
}

TEST_CASE("a required row that was not solved is a failure", "[study][unit]") {
  const auto values = study::row_values({test::shipped_row("KET11_DEGEN_FE")}, {}, {});
  CHECK(values.front().reason == "not solved");
  CHECK(study::ValidationResult{test::shipped_row("KET11_DEGEN_FE"), values.front()}.is_failure());
}

TEST_CASE("a row whose solve did not converge has no value and says so", "[study][unit]") {
  const study::ValidationRow& row = test::shipped_row("YAM89_L2-L3_FL");
  study::Observations observations;
  observations[{study::Specimen{}, 0, study::LoadCase::flexion}].failure = "unstable at 10 Nm";
  const auto values = study::row_values({row}, observations, {});
  CHECK_FALSE(values.front().ours.has_value());
  CHECK_THAT(values.front().reason, Contains("unstable at 10 Nm"));
  CHECK(study::ValidationResult{row, values.front()}.is_failure());
}

TEST_CASE("one path serves all rows of a direction, and a quick run solves one side for both", "[study][unit]") {
  study::ValidationPlan full, quick;
  for (const study::ValidationRow& row : test::shipped_rows().rows) {
    study::add_to_plan(row, {}, full);
    if (is_quick(row))
      study::add_to_plan(row, {.is_one_sided = true}, quick);
  }
  const study::LoadPath flexion{{}, 0, study::LoadCase::flexion};
  CHECK((full.at(flexion) == std::set<double>{0.5, 1, 7.5, 10}));
  CHECK(full.contains({{}, 0, study::LoadCase::axial_rotation_right}));
  CHECK_FALSE(quick.contains({{}, 0, study::LoadCase::axial_rotation_right}));
  CHECK(quick.size() <= 8);
  for (const auto& [path, points] : full)
    CHECK(full.at({path.specimen, 0, {}}).contains(path.follower_N));
}

TEST_CASE("a stopped validation has no result", "[study][unit]") {
  std::stop_source source;
  source.request_stop();
  CHECK_FALSE(study::validate(small_rows(), test::shipped_parameters(), {}, {source.get_token(), {}}).has_value());
}

TEST_CASE("a pattern that fits no row is refused", "[study][unit]") {
  CHECK_THAT(
      test::error_of([] { study::validate(small_rows(), test::shipped_parameters(), {.pattern = "X*"}); }).what(),
      Contains("X*"));
}

TEST_CASE("plots have the same bytes in every run and no display", "[study][determinism]") {
  const std::vector<study::Plot> plots = study::validation_plots(on_two());
  REQUIRE(plots.size() == 2);  // flexion-extension and pressure over force: what the small rows solve
  for (const study::Plot& plot : plots) {
    const std::string svg = study::draw_svg(plot.script, plot.width, plot.height);
    CHECK_THAT(svg, Contains("<svg") && Contains("</svg>"));
    CHECK(study::draw_svg(plot.script, plot.width, plot.height) == svg);
  }
  CHECK(test::error_of([] { study::draw_svg("plt x", 10, 10); }).code() == core::ErrorCode::io);
}

}  // namespace
