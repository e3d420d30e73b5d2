// Other people than the default one: sizes, proportions, and meshes that work.

#include "shipped_parameters.hpp"
#include "spine/person.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cmath>

#include "error_of.hpp"
#include "fem/mesh_quality.hpp"
#include "made_up_result.hpp"
#include "spine/mesh_checks.hpp"
#include "study/experiment.hpp"
#include "study/progressive_answer.hpp"

namespace {

using namespace spondyl;
using spine::Vertebra;

spine::SpineSpec spec_of(const core::ParameterTable& table) {
  return spine::make_specification(table, spine::Resolution::interactive);
}

double height(const spine::SpineSpec& spec) { return spine::align(spec).superior_of(Vertebra::L1).origin.norm(); }

double least_scaled_jacobian(const core::ParameterTable& table) {
  const spine::SpineSpec spec = spec_of(table);
  return fem::mesh_quality(spine::make_spine_mesh(spec, spine::align(spec)).mesh).least;
}

TEST_CASE("the default person is the measured man, unchanged", "[study][unit]") {
  CHECK(spine::with_person(test::shipped_parameters(), spine::default_person).sha256() ==
        test::shipped_parameters().sha256());
  CHECK(spine::person_names(test::shipped_parameters()).size() == 7);
}

TEST_CASE("women are smaller than men, small people smaller than large ones, in every measure", "[study][unit]") {
  constexpr std::array order{"female_small", "male_small",   "female_median",
                             "male_median",  "female_large", "male_large"};
  for (std::size_t k = 0; k < 6; k += 2) {
    const auto woman = spec_of(spine::with_person(test::shipped_parameters(), order[k]));
    const auto man = spec_of(spine::with_person(test::shipped_parameters(), order[k + 1]));
    CHECK(height(woman) < height(man));
    for (const Vertebra v : spine::all_vertebrae) {
      CHECK(woman[v].superior_depth < man[v].superior_depth);
      CHECK(woman[v].superior_width < man[v].superior_width);
      CHECK(woman[v].transverse_tip.y < man[v].transverse_tip.y);
      CHECK(woman[v].canal_depth <= man[v].canal_depth);
    }
  }
  CHECK(height(spec_of(spine::with_person(test::shipped_parameters(), "female_small"))) <
        height(spec_of(spine::with_person(test::shipped_parameters(), "female_median"))));
  CHECK(height(spec_of(spine::with_person(test::shipped_parameters(), "male_median"))) <
        height(spec_of(spine::with_person(test::shipped_parameters(), "male_large"))));
}

// Cook 2021, CT of L5, mean and standard deviation.
TEST_CASE("median persons have the L5 that was measured on women and men", "[study][validation]") {
  const auto check = [](const char* person, double depth, double depth_sd) {
    const auto spec = spec_of(spine::with_person(test::shipped_parameters(), person));
    CHECK(std::abs(spec[Vertebra::L5].superior_depth - depth) <= depth_sd);
  };
  check("female_median", 33.3, 2.6);
  check("male_median", 37.1, 3.2);
}

TEST_CASE("an unknown person is refused with those there are", "[study][unit]") {
  const core::Error error =
      test::error_of([] { spine::with_person(test::shipped_parameters(), "femal_median", {.key = "--person"}); });
  CHECK(error.code() == core::ErrorCode::bad_input);
  CHECK_THAT(error.what(), Catch::Contains("--person") && Catch::Contains("did you mean 'female_median'?"));
}

TEST_CASE("scaling all measures alike scales the whole bone and its facet joints alike", "[study][unit]") {
  constexpr double factor = 0.9;
  std::vector<spine::Measure> measures;
  for (const core::Parameter& p : test::shipped_parameters()) {
    const bool is_measure = p.path.starts_with("anatomy.") && (p.path.find("endplate_superior_") != std::string::npos ||
                                                               p.path.find("endplate_inferior_") != std::string::npos ||
                                                               p.path.find("height_anterior") != std::string::npos ||
                                                               p.path.find("height_posterior") != std::string::npos);
    if (is_measure)
      measures.push_back({p.path, factor * p.value});
  }
  const core::ParameterTable small = spine::with_measures(test::shipped_parameters(), measures);
  for (const core::Parameter& p : small) {
    const double old = test::shipped_parameters().value(p.path);
    CAPTURE(p.path, p.value, old);
    const bool is_clamped = p.value == p.min || p.value == p.max;
    const bool is_same = p.value == old;
    CHECK((is_clamped || is_same || p.value == Approx(factor * old)));
    if (p.path.starts_with("anatomy.L") && (p.path.ends_with("_x_mm") || p.path.ends_with("_z_mm")) && !is_clamped)
      CHECK(p.value == Approx(factor * old));
  }
}

TEST_CASE("one seed is one person, another seed another", "[study][determinism]") {
  CHECK(spine::random_person(test::shipped_parameters(), 7).sha256() ==
        spine::random_person(test::shipped_parameters(), 7).sha256());
  CHECK(spine::random_person(test::shipped_parameters(), 7).sha256() !=
        spine::random_person(test::shipped_parameters(), 8).sha256());
}

TEST_CASE("random persons stay in the published spread, fill it, and are large or small all over", "[study][unit]") {
  constexpr int n = 400;
  const double mean = test::shipped_parameters().value("population.L3.endplate_superior_depth_mm");
  const double sd = test::shipped_parameters().value("population.L3.endplate_superior_depth_sd_mm");
  double sum = 0, squares = 0, together = 0;
  for (int seed = 0; seed < n; ++seed) {
    const core::ParameterTable person =
        spine::random_person(test::shipped_parameters(), static_cast<std::uint64_t>(seed));
    const double z = (person.value("anatomy.L3.endplate_superior_depth_mm") - mean) / sd;
    const double width = (person.value("anatomy.L5.endplate_inferior_width_mm") -
                          test::shipped_parameters().value("population.L5.endplate_inferior_width_mm")) /
                         test::shipped_parameters().value("population.L5.endplate_inferior_width_sd_mm");
    CHECK(std::abs(z) <= 2);
    sum += z / n;
    squares += z * z / n;
    together += z * width / n;
  }
  CHECK(std::abs(sum) <= 0.15);
  CHECK(squares > 0.6);  // a normal distribution cut at two standard deviations has 0.77
  CHECK(squares < 0.9);
  CHECK(together / squares > 0.4);  // share_of_size is 0.6
  CHECK(together / squares < 0.8);
}

TEST_CASE("random persons are meshed without a bad element", "[study][verification]") {
  for (int seed = 0; seed < 200; ++seed) {
    CAPTURE(seed);
    CHECK(least_scaled_jacobian(spine::random_person(test::shipped_parameters(), static_cast<std::uint64_t>(seed))) >
          0.2);
  }
  for (const std::string& name : spine::person_names(test::shipped_parameters())) {
    CAPTURE(name);
    CHECK(least_scaled_jacobian(spine::with_person(test::shipped_parameters(), name)) > 0.2);
  }
}

void check_six_directions(int first, int last) {
  for (int seed = first; seed <= last; ++seed) {
    CAPTURE(seed);
    study::Experiment experiment;
    experiment.parameters = spine::random_person(test::shipped_parameters(), static_cast<std::uint64_t>(seed));
    experiment.parameters.set("load.moment_Nm", 7.5);
    experiment.parameters.set("load.follower_N", 400);
    experiment.loads.protocols = {study::Protocol::load_control};
    const auto result = study::run_progressively(experiment, 2).value();
    for (const study::CaseResult& solved : result.states.front().cases) {
      CAPTURE(name(solved.load_case));
      REQUIRE(std::string(solved.status()) == "converged");
      CHECK(solved.measures.total_rotation > 0.02);
      CHECK(solved.measures.total_rotation < 1.5);
    }
  }
}

TEST_CASE("random persons turn in six directions under 7.5 Nm and 400 N: 0 to 4", "[study][verification]") {
  check_six_directions(0, 4);
}

TEST_CASE("random persons turn in six directions under 7.5 Nm and 400 N: 5 to 9", "[study][verification]") {
  check_six_directions(5, 9);
}

TEST_CASE("random persons turn in six directions under 7.5 Nm and 400 N: 10 to 14", "[study][verification]") {
  check_six_directions(10, 14);
}

TEST_CASE("random persons turn in six directions under 7.5 Nm and 400 N: 15 to 19", "[study][verification]") {
  check_six_directions(15, 19);
}

// An hour on two cores: scripts/test -C slow -L slow
TEST_CASE("two hundred random persons turn in all six directions under 7.5 Nm and 400 N", "[study][slow]") {
  check_six_directions(0, 199);
}

}  // namespace
