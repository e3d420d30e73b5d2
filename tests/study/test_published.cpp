// Published risk and findings beside the answer.

#include <cmath>
#include <set>

#include <catch2/catch.hpp>

#include "operating_table.hpp"
#include "study/published_finding.hpp"
#include "study/published_risk.hpp"

namespace {

using namespace spondyl;
using namespace spondyl::surgery;
using Catch::Contains;

const study::PublishedFindings& published() {
  static const auto all = study::read_findings(std::string(SPONDYL_SOURCE_DIR) + "/models");
  return all;
}

study::Plan plan(std::vector<Operation> operations) { return {"operated", std::move(operations), {}}; }

TEST_CASE("the chance of non-union rises with levels and smoking and stays a chance", "[study][unit]") {
  const core::ParameterTable& table = test::shipped_parameters();
  const auto risk = [&](std::size_t n, bool plf, bool smoker) { return study::non_union_risk(table, n, plf, smoker); };
  for (const bool plf : {false, true}) {
    for (std::size_t n = 1; n <= 3; ++n) {
      const auto calm = risk(n, plf, false), smoker = risk(n, plf, true);
      CHECK(calm.low < calm.high);
      CHECK(calm.low < smoker.low);
      CHECK(calm.high < smoker.high);
      CHECK(smoker.high < 1);
      if (n > 1)
        CHECK(calm.low > risk(n - 1, plf, false).low);
    }
  }
  // One interbody level is where the sources begin: 5 to 10 %; three levels of a smoker stay inside the published
  // 5 to 35 % at the low end.
  CHECK(risk(1, false, false).low == Approx(0.05));
  CHECK(risk(1, false, false).high == Approx(0.10));
  CHECK(risk(3, false, true).low < 0.35);
}

TEST_CASE("risk is marked as published, and only said of a fusion that must heal", "[study][unit]") {
  const auto text = study::risk_text(test::shipped_parameters(),
                                     plan({test::fusion({test::l3_l4, test::l4_l5}, Approach::plif)}), true);
  CHECK_THAT(text, Catch::StartsWith("Published risk, which this model does not predict") && Contains("2 levels") &&
                       Contains("BOON2024") && Contains("(this plan's)"));
  CHECK(study::risk_text(test::shipped_parameters(), plan({Fusion{{test::l4_l5}}}), false).empty());
  CHECK(study::risk_text(test::shipped_parameters(), plan({Laminectomy{}}), true).empty());
}

TEST_CASE("all published findings are read, each with a source that is named", "[study][unit]") {
  CHECK(published().findings.size() > 150);
  std::set<std::string> ids;
  for (const study::Finding& f : published().findings) {
    CHECK(ids.insert(f.id).second);
    CHECK_FALSE(f.families.empty());
    if (f.low && f.high)
      CHECK(*f.low <= *f.high);
    if (f.change_percent && f.before && f.after && *f.before != 0)
      CHECK(std::abs(100 * (*f.after / *f.before - 1) - *f.change_percent) < 2.5);
  }
}

TEST_CASE("the nearest findings are of the operation itself", "[study][unit]") {
  const auto all_have = [](const std::vector<study::Finding>& findings, std::set<std::string> families) {
    CHECK_FALSE(findings.empty());
    for (const study::Finding& f : findings) {
      const bool is_near = std::any_of(f.families.begin(), f.families.end(),
                                       [&](const std::string& family) { return families.contains(family); });
      INFO(f.id);
      CHECK(is_near);
    }
  };
  const auto nearest = [](std::vector<Operation> operations) {
    return study::nearest_findings(published(), plan(std::move(operations)), 4);
  };
  all_have(nearest({test::fusion({test::l4_l5}, Approach::tlif, Sides::left)}), {"tlif"});
  all_have(nearest({test::fusion({test::l4_l5}, Approach::plif)}), {"plif"});
  all_have(nearest({Fusion{{test::l4_l5}}}), {"fusion"});
  all_have(nearest({Laminectomy{}}), {"laminectomy"});
  all_have(nearest({Facetectomy{test::l4_l5}}), {"facetectomy"});
  const auto text = study::findings_text(published(), plan({test::fusion({test::l4_l5}, Approach::plf)}));
  CHECK_THAT(text, Contains("CHEN2005_PLF") && Contains("+90 %") && Contains("not used by the model"));
}

TEST_CASE("the published spread is that of studies of the kind of operation and the protocol", "[study][unit]") {
  const auto plan_of_plif = plan({test::fusion({test::l4_l5}, Approach::plif)});
  const auto all = study::published_spreads(published(), plan_of_plif);
  REQUIRE(all.contains("annulus_stress"));
  std::size_t n_of_protocols = 0;
  for (const study::Protocol protocol : {study::Protocol::load_control, study::Protocol::hybrid}) {
    const auto some = study::published_spreads(published(), plan_of_plif, protocol);
    CHECK_FALSE(some.empty());
    n_of_protocols += some.contains("annulus_stress") ? some.at("annulus_stress").n_studies : 0;
    for (const auto& [quantity, spread] : some) {
      INFO(quantity);
      CHECK(spread.n_studies >= 1);
      CHECK(spread.low >= all.at(quantity).low);
      CHECK(spread.high <= all.at(quantity).high);
    }
  }
  CHECK(n_of_protocols >= all.at("annulus_stress").n_studies);
  // Hsieh 2020 matched the motion: the disc above carries half as much again.
  const auto hybrid = study::published_spreads(published(), plan_of_plif, study::Protocol::hybrid);
  CHECK(hybrid.at("annulus_stress").low > 20);
  CHECK(study::published_spreads(published(), plan({})).empty());
}

}  // namespace
