// Expectations, comparison and tables of several plans, on a made-up result.

#include <catch2/catch.hpp>
#include <filesystem>

#include "made_up_result.hpp"
#include "study/comparison.hpp"
#include "study/expectation_check.hpp"
#include "study/plans_table.hpp"
#include "study/result.hpp"
#include "study/scene_check.hpp"

namespace {

using namespace spondyl;
using Catch::Contains;
using study::LoadCase;
using study::Protocol;

const study::ExperimentResult& single() {
  static const study::ExperimentResult result = test::made_up_result();
  return result;
}

// The same plan twice, the second one with less of the change.
study::ExperimentResult two_plans() {
  study::ExperimentResult result = single();
  result.states[1].name = "first";
  result.states.push_back(result.states[1]);
  study::StateResult& second = result.states.back();
  second.name = "second";
  for (study::CaseResult& c : second.cases) {
    for (spine::LevelMeasures& m : c.measures.levels)
      m.rotation *= 1.2 / 1.25;
  }
  return result;
}

study::Expectation expectation(const char* quantity, study::Expected of, double low, double high) {
  study::Expectation e;
  e.quantity = quantity;
  e.level = spine::Level{2};
  e.of = of;
  e.low = low;
  e.high = high;
  return e;
}

TEST_CASE("an expectation is inside or outside, by change or by value", "[study][unit]") {
  // The made-up levels rise by a quarter; L3-L4 turns by 3 deg, then by 3.75.
  const auto checked = study::check_expectations({expectation("rotation_deg", study::Expected::change, 20, 30),
                                                  expectation("rotation_deg", study::Expected::change, -10, 10),
                                                  expectation("rotation_deg", study::Expected::value, 3.7, 3.8)},
                                                 single());
  REQUIRE(checked.size() == 3);
  CHECK(checked[0].is_inside());
  CHECK(*checked[0].ours == Approx(25));
  CHECK_FALSE(checked[1].is_inside());
  CHECK(checked[2].is_inside());
  const std::string table = study::expectation_table(checked);
  CHECK_THAT(table, Contains("inside") && Contains("OUTSIDE") && Contains("(regression)"));
}

TEST_CASE("what was not solved is outside", "[study][unit]") {
  study::Expectation e = expectation("rotation_deg", study::Expected::change, -1000, 1000);
  e.load_case = LoadCase::lateral_bending_left;
  const auto checked = study::check_expectations({e}, single());
  CHECK_FALSE(checked[0].ours.has_value());
  CHECK_FALSE(checked[0].is_inside());
}

TEST_CASE("every ready-made plan says what it expects", "[study][unit]") {
  const std::filesystem::path folder = std::string(SPONDYL_SOURCE_DIR) + "/scenes";
  int plans = 0;
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    if (file.path().extension() != ".toml")
      continue;
    const study::Scene scene = study::read_scene(file.path(), test::shipped_parameters());
    CAPTURE(file.path());
    CHECK((scene.operations.empty() || !scene.expectations.empty()));
    plans += scene.operations.empty() ? 0 : 1;
  }
  CHECK(study::expecting_scenes(folder, test::shipped_parameters()).size() == static_cast<std::size_t>(plans));
}

TEST_CASE("one expectation outside fails its scenes", "[study][unit]") {
  const auto inside =
      study::check_expectations({expectation("rotation_deg", study::Expected::change, 20, 30)}, single());
  const auto outside =
      study::check_expectations({expectation("rotation_deg", study::Expected::change, 0, 1)}, single());
  CHECK(study::has_passed({{"a.toml", "a", inside}}));
  CHECK_FALSE(study::has_passed({{"a.toml", "a", inside}, {"b.toml", "b", outside}}));
  CHECK_THAT(study::scene_check_table({{"b.toml", "b", outside}}), Contains("b (b.toml)") && Contains("OUTSIDE"));
}

TEST_CASE("every plan is compared with the intact spine", "[study][unit]") {
  const auto result = two_plans();
  const auto rows = study::compare(result);
  const auto one = study::compare(single());
  REQUIRE(rows.size() == 2 * one.size());
  for (std::size_t i = 0; i < one.size(); ++i) {
    CHECK(rows[i].state == "first");
    CHECK(rows[i + one.size()].state == "second");
    CHECK(rows[i].intact == rows[i + one.size()].intact);
    if (rows[i].quantity == "rotation_deg" && rows[i].level != spine::Level{3}) {
      CHECK(*rows[i].change_percent == Approx(25));
      CHECK(*rows[i + one.size()].change_percent == Approx(20));
    }
  }
}

TEST_CASE("the table of several plans begins with the neighbors", "[study][unit]") {
  const std::string table = study::plans_table("Two plans", test::fusion_experiment(), two_plans());
  CHECK_THAT(table, Catch::StartsWith("Two plans\n") && Contains("first") && Contains("second") && Contains("+20 %*") &&
                        Contains("+25 %*") && Contains("fused"));
  CHECK(table.find("Neighbors") < table.find("Other levels"));
  CHECK(table.find("L3-L4", table.find("Neighbors")) < table.find("Other levels"));
  CHECK(table.find("L1-L2", table.find("Neighbors")) > table.find("Other levels"));
}

TEST_CASE("neighbors are those of what is held; of what was opened where nothing is", "[study][unit]") {
  const auto adjacent = [](const std::vector<surgery::Operation>& operations) {
    spine::SpineModel model;
    model.spec = surgery::operate(spine::make_specification(test::shipped_parameters(), spine::Resolution::interactive),
                                  operations, surgery::make_conditions(test::shipped_parameters()))
                     .spec;
    std::vector<int> levels;
    for (const spine::Level level : study::adjacent_levels(model))
      levels.push_back(level.index);
    return levels;
  };
  surgery::Fusion plf;
  plf.levels = {spine::Level{2}};
  plf.approach = surgery::Approach::plf;
  CHECK(adjacent({plf}) == std::vector{1, 3});
  CHECK(adjacent({surgery::Instrumentation{{spine::Level{3}}}}) == std::vector{2, 4});
  // After hardware removal the graft still holds.
  CHECK(adjacent({plf, surgery::RemoveInstrumentation{}}) == std::vector{1, 3});
  CHECK(adjacent({surgery::Facetectomy{spine::Level{3}}}) == std::vector{2, 4});
  CHECK(adjacent({surgery::Facetectomy{spine::Level{1}}, plf}) == std::vector{1, 3});
  CHECK(adjacent({}).empty());
}

}  // namespace
