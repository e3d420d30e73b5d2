// One plan over several people.

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "study_text.hpp"
#include "support.hpp"
#include "surgery/operation.hpp"
#include "sweep/people.hpp"

namespace {

using namespace spondyl;

study::Scene pressed_fusion() {
  study::Scene scene;
  scene.operations = {surgery::Fusion{{spine::Level{3}}}};
  scene.loads.cases = {study::LoadCase::compression};
  scene.loads.protocols = {study::Protocol::load_control};
  scene.parameters = {{"load.compression_N", 200, {}}};
  return scene;
}

TEST_CASE("a band lies between the people it is made of", "[sweep][regression]") {
  const study::Scene scene = pressed_fusion();
  const study::Experiment experiment = study::experiment_of(scene, test::shipped_parameters());
  const auto one = sweep::population_of(scene, experiment, test::shipped_parameters(), {1, 1});
  const auto two = sweep::population_of(scene, experiment, test::shipped_parameters(), {2, 2});
  REQUIRE(one);
  REQUIRE(two);
  REQUIRE(two->n_refused == 0);
  REQUIRE(one->rows.size() == two->rows.size());
  int n_spread = 0;
  for (std::size_t r = 0; r < two->rows.size(); ++r) {
    const auto& alone = one->rows[r].operated;
    const auto& both = two->rows[r].operated;
    REQUIRE(alone.has_value() == both.has_value());
    if (!both)
      continue;
    CHECK(alone->low == alone->high);
    CHECK(both->n == 2);
    CHECK(both->low <= both->median);
    CHECK(both->median <= both->high);
    // The first person is one end of the two, from which 5 % of the way have been cut.
    const double half = 0.5 * (both->high - both->low) / 0.9;
    CHECK(std::abs(std::abs(alone->median - both->median) - half) <=
          test::round_off(1e3) * std::max(1.0, std::abs(both->median)));
    n_spread += both->high > both->low ? 1 : 0;
  }
  CHECK(n_spread > 50);
  CHECK_THAT(two->rows.front().state, Catch::Equals("operated"));
}

TEST_CASE("people have the bone that the answer beside them has", "[sweep][regression]") {
  const study::Scene scene = pressed_fusion();
  study::Experiment experiment = study::experiment_of(scene, test::shipped_parameters());
  const auto elastic = sweep::population_of(scene, experiment, test::shipped_parameters(), {1, 1});
  experiment.fidelity = spine::Fidelity::rigid_bone;
  const auto rigid = sweep::population_of(scene, experiment, test::shipped_parameters(), {1, 1});
  REQUIRE(elastic);
  REQUIRE(rigid);
  const auto has_endplate_stress = [](const study::Population& people) {  // there is none in rigid bone
    return std::any_of(people.rows.begin(), people.rows.end(), [](const study::PopulationRow& row) {
      return row.quantity == "endplate_stress_MPa" && row.intact;
    });
  };
  CHECK(has_endplate_stress(*elastic));
  CHECK_FALSE(has_endplate_stress(*rigid));
}

}  // namespace
