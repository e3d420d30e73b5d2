#include "study/result.hpp"

#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>

#include "json_schema.hpp"
#include "made_up_result.hpp"
#include "study/comparison.hpp"
#include "study/levels_csv.hpp"
#include "study/quantity.hpp"
#include "study/table.hpp"

namespace {

using namespace spondyl;
using Catch::Contains;
using nlohmann::json;

const study::ExperimentResult& result() {
  static const study::ExperimentResult made_up = test::made_up_result();
  return made_up;
}

study::Provenance provenance() { return study::provenance_of(study::Scene{}, test::fusion_experiment(), 2, 1.5); }

std::vector<std::string> schema_errors(const json& value) {
  std::ifstream file(std::string(SPONDYL_SOURCE_DIR) + "/docs/result.schema.json");
  return test::JsonSchema(json::parse(file)).errors(value);
}

TEST_CASE("result.json follows its schema", "[study][unit]") {
  const json value = json::parse(study::result_json(result(), provenance()));
  CHECK(schema_errors(value) == std::vector<std::string>{});

  study::ExperimentResult failed = result();
  failed.states[1].cases[0].report->status = fem::Status::unstable;
  failed.states[1].cases[1].report.reset();
  const json value_of_failed = json::parse(study::result_json(failed, provenance()));
  CHECK(schema_errors(value_of_failed) == std::vector<std::string>{});
  CHECK(value_of_failed["states"][1]["cases"][0]["status"] == "unstable");
  CHECK(value_of_failed["states"][1]["cases"][0]["levels"]["L1-L2"]["rotation_deg"].is_null());
  CHECK(value_of_failed["states"][1]["cases"][1]["status"] == "not_run");
  CHECK(value_of_failed["states"][1]["cases"][1]["solver"].is_null());

  study::ExperimentResult intact = result();
  intact.states.pop_back();
  const json value_of_intact = json::parse(study::result_json(intact, provenance()));
  CHECK(schema_errors(value_of_intact) == std::vector<std::string>{});
  CHECK(value_of_intact["comparison"].empty());
}

TEST_CASE("the schema refuses what result.json must not be", "[study][unit]") {
  const json good = json::parse(study::result_json(result(), provenance()));
  const auto refused = [&](auto&& spoil) {
    json bad = good;
    spoil(bad);
    CHECK_FALSE(schema_errors(bad).empty());
  };
  refused([](json& j) { j.erase("states"); });
  refused([](json& j) { j["extra"] = 1; });
  refused([](json& j) { j["provenance"]["model_sha256"] = "abc"; });
  refused([](json& j) { j["states"][0]["cases"][0]["load_case"] = "jump"; });
  refused([](json& j) { j["states"][0]["cases"][0]["levels"]["L1-L2"].erase("rotation_deg"); });
  refused([](json& j) { j["states"][0]["cases"][0]["levels"]["L1-L2"]["rotation_deg"] = "3"; });
  refused([](json& j) { j["comparison"][0]["level"] = "L6-S1"; });
}

TEST_CASE("result.json holds the values with their units, null where the level lacks the part", "[study][unit]") {
  const json value = json::parse(study::result_json(result(), provenance()));
  const json& flexion = value["states"][1]["cases"][0];
  CHECK(flexion["moment_Nm"] == 7.5);
  CHECK(flexion["follower_force_N"] == 400);
  CHECK(flexion["total_rotation_deg"].get<double>() == Approx(15));
  CHECK(flexion["levels"]["L5-S1"]["rotation_deg"].get<double>() == Approx(6.25));
  CHECK(flexion["levels"]["L4-L5"]["fused"] == true);
  CHECK(flexion["levels"]["L4-L5"]["intradiscal_pressure_MPa"].is_null());
  CHECK(value["provenance"]["scene"].is_null());
}

TEST_CASE("a comparison has every case, level and quantity, with its change", "[study][unit]") {
  const auto rows = study::compare(result());
  std::size_t n_compared = 0;
  for (const auto& quantity : study::level_quantities())
    n_compared += quantity.is_compared ? 1 : 0;
  CHECK(rows.size() == 4 * 5 * n_compared);
  for (const auto& row : rows) {
    if (row.quantity != "rotation_deg" && row.quantity != "intradiscal_pressure_MPa")
      continue;
    if (row.level.index != 3) {
      CHECK(row.change_percent.value() == Approx(25));
    } else if (row.quantity == "rotation_deg") {
      CHECK(row.change_percent.value() == Approx(-100));
    } else {
      CHECK(row.intact.has_value());
      CHECK_FALSE(row.operated.has_value());
      CHECK_FALSE(row.change_percent.has_value());
    }
  }
}

TEST_CASE("a change in per cent is more or less of the same, and needs both values", "[study][unit]") {
  CHECK(study::change_percent(2, 3).value() == Approx(50));
  CHECK(study::change_percent(-2, -3).value() == Approx(50));
  CHECK(study::change_percent(-2, 0).value() == Approx(-100));
  CHECK(study::change_percent(2, -1).value() == Approx(-150));
  CHECK_FALSE(study::change_percent(0, 3).has_value());
  CHECK_FALSE(study::change_percent(std::nullopt, 3).has_value());
  CHECK_FALSE(study::change_percent(2, std::nullopt).has_value());
}

TEST_CASE("the neighbors of a fusion are the first mobile levels above and below", "[study][unit]") {
  const auto adjacent = study::adjacent_levels(*result().find("operated")->spine);
  CHECK(adjacent == std::vector{spine::Level{2}, spine::Level{4}});
  CHECK(study::adjacent_levels(*result().find("intact")->spine).empty());
}

TEST_CASE("levels.csv has a row for each level and as many cells as its header", "[study][unit]") {
  std::istringstream text(study::levels_csv(result()));
  std::string header, line;
  std::getline(text, header);
  std::size_t rows = 0;
  while (std::getline(text, line)) {
    ++rows;
    CHECK(std::count(line.begin(), line.end(), ',') == std::count(header.begin(), header.end(), ','));
  }
  CHECK(rows == 2 * 4 * 5);
  CHECK_THAT(header, Catch::StartsWith("state,protocol,load_case,status,moment_Nm"));
  CHECK_THAT(header, Contains(",intradiscal_pressure_MPa,"));
}

TEST_CASE("the table shows both spines, says what happens to the neighbors, and fits 100 columns", "[study][unit]") {
  const std::string text = study::result_table("L4-L5 fused", test::fusion_experiment(), result());
  CHECK_THAT(text, Contains("L5-S1  neighbor     5.00 →   6.25    +25 %   0.500 →  0.625    +25 %"));
  CHECK_THAT(text, Contains("L4-L5  fused        4.00 →   0.00   -100 %   0.400 →      –"));
  CHECK_THAT(text, Contains("The neighbors (L3-L4 and L5-S1) work harder"));
  CHECK_THAT(text, Contains("rotation +25 %, disc pressure +25 %, annulus stress +25 %"));
  CHECK_THAT(text, Contains("a model, not a forecast", Catch::CaseSensitive::No));
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const auto columns = std::count_if(line.begin(), line.end(), [](char c) { return (c & 0xC0) != 0x80; });
    CHECK(columns <= 100);
  }
}

TEST_CASE("the table and result.json say which states were reached over a fold", "[study][unit]") {
  study::ExperimentResult folded = result();
  const std::string words = "operated bends over a fold";
  CHECK(study::result_table("L4-L5 fused", test::fusion_experiment(), folded).find(words) == std::string::npos);
  folded.states.back().cases.front().report->saddles = 2;
  CHECK(study::result_table("L4-L5 fused", test::fusion_experiment(), folded).find(words) != std::string::npos);
  const json value = json::parse(study::result_json(folded, provenance()));
  CHECK(value["states"][1]["cases"][0]["solver"]["saddles"] == 2);
  CHECK(value["states"][0]["cases"][0]["solver"]["saddles"] == 0);
}

TEST_CASE("the table names what did not converge and shows no numbers for it", "[study][unit]") {
  study::ExperimentResult failed = result();
  for (study::StateResult& state : failed.states) {
    state.cases[0].report->status = fem::Status::diverged;
    state.cases[0].report->reached = 0.25;
    state.cases[0].moment = 1875;
    state.cases[2].report.reset();
  }
  const std::string text = study::result_table("t", test::fusion_experiment(), failed);
  CHECK_THAT(text, Contains("intact did not converge (diverged at 25 % of the way, under 1.9 Nm)"));
  CHECK_THAT(text, Contains("operated was not run"));
  CHECK_FALSE(failed.converged());
}

}  // namespace
