// Statistics against closed forms, through the same files, stores and reports as those of spines.

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>
#include <random>

#include "../cli/program.hpp"
#include "study_text.hpp"
#include "support.hpp"
#include "sweep/query.hpp"
#include "sweep/run_study.hpp"
#include "sweep/statistics.hpp"

namespace {

using namespace spondyl;
using namespace spondyl::sweep;
using Catch::Contains;

StudyStatistics computed(const Study& study) {
  const test::TemporaryFolder folder;
  Store store(folder.path() / "out", study, {}, 1);
  run_study(study, store, {.threads = 2});
  return statistics_of(store);
}

bool holds(const Interval& interval, double value) { return interval.low <= value && value <= interval.high; }

// Ishigami and Homma 1990 with a = 7, b = 0.1.
struct IshigamiVariance {
  double pi4 = std::pow(std::numbers::pi, 4);
  double x1 = 0.5 * std::pow(1 + 0.1 * pi4 / 5, 2);
  double x2 = 49.0 / 8;
  double x1_x3 = 0.01 * pi4 * pi4 * (1.0 / 18 - 1.0 / 50);
  double all = x1 + x2 + x1_x3;
};

TEST_CASE("Sobol indices of the Ishigami function are those of its closed form", "[sweep][verification]") {
  const IshigamiVariance v;
  const std::array<double, 3> first{v.x1 / v.all, v.x2 / v.all, 0};
  const std::array<double, 3> total{(v.x1 + v.x1_x3) / v.all, v.x2 / v.all, v.x1_x3 / v.all};
  for (const char* seed : {"1", "2", "3"}) {
    const StudyStatistics s = computed(test::read_study(
        test::function_study(std::string("type = \"sobol_indices\"\nn = 1024\nseed = ") + seed + "\n")));
    REQUIRE(s.outputs[0].indices.size() == 3);
    for (std::size_t k = 0; k < 3; ++k) {
      const SobolIndex& index = s.outputs[0].indices[k];
      CAPTURE(seed, k, index.first.value, index.total.value);
      CHECK(holds(index.first.interval, first[k]));
      CHECK(holds(index.total.interval, total[k]));
      CHECK(index.first.interval.high - index.first.interval.low < 0.2);
      CHECK(std::abs(index.total.value - total[k]) <= test::scaled(0.03));
    }
    CHECK(s.outputs[0].summary->sd == Approx(std::sqrt(v.all)).epsilon(0.03));
    CHECK(holds(s.outputs[0].summary->mean.interval, 3.5));
  }
}

TEST_CASE("a linear model divides its variance by squares and has no interactions", "[sweep][verification]") {
  const StudyStatistics s =
      computed(test::read_study(test::function_study("type = \"sobol_indices\"\nn = 512\n", "linear", "1")));
  for (std::size_t k = 0; k < 3; ++k) {
    const double share = std::pow(static_cast<double>(k) + 1, 2) / 14;
    CHECK(holds(s.outputs[0].indices[k].first.interval, share));
    CHECK(holds(s.outputs[0].indices[k].total.interval, share));
    CHECK(std::abs(s.outputs[0].indices[k].total.value - share) <= test::scaled(0.01));
  }
  // Every difference of A and mixed is exact here; the mean of the first half is that of a smaller sample.
  REQUIRE(s.outputs[0].convergence.size() == 4);
  CHECK(s.outputs[0].convergence[2].n == s.outputs[0].convergence[3].n / 2);
}

TEST_CASE("a sample with a failed case is left out of the indices", "[sweep][unit]") {
  Study study = test::read_study(test::function_study("type = \"sobol_indices\"\nn = 256\n", "linear", "1"));
  const Subject whole = study.subject;
  const CaseValues bad = study.cases[7];
  study.subject = [=](const CaseValues& values, const std::stop_token& stop) -> std::optional<Outcome> {
    if (values == bad)
      return Outcome{Status::not_converged, "diverged", {std::nullopt}, 3};
    return whole(values, stop);
  };
  const StudyStatistics s = computed(study);
  CHECK(s.outputs[0].n_missing == 1);
  CHECK(s.n_with_status[static_cast<std::size_t>(Status::not_converged)] == 1);
  CHECK(holds(s.outputs[0].indices[2].total.interval, 9.0 / 14));
  CHECK_THAT(statistics_text(s), Contains("1 not converged") && Contains("1 x diverged"));
}

TEST_CASE("partial rank correlation of normal numbers is Spearman's of their correlation", "[sweep][verification]") {
  std::mt19937_64 engine(7);
  const auto normal = [&] { return normal_quantile((static_cast<double>(engine() >> 12) + 0.5) * 0x1p-52); };
  constexpr double r = 0.6;
  constexpr int n_samples = 200, n = 400;
  const double spearman = 6 / std::numbers::pi * std::asin(r / 2);
  int n_with_effect = 0, n_without = 0;
  double mean = 0;
  std::vector<std::vector<double>> inputs;
  for (int s = 0; s < n_samples; ++s) {
    inputs.clear();
    std::vector<double> output;
    for (int i = 0; i < n; ++i) {
      const double x = normal(), without_effect = normal();
      inputs.push_back({x, without_effect});
      output.push_back(std::exp(r * x + std::sqrt(1 - r * r) * normal()));  // any rising function
    }
    const auto found = partial_rank_correlations(inputs, output);
    REQUIRE(found[0].has_value());
    mean += found[0]->value / n_samples;
    n_with_effect += holds(found[0]->interval, spearman) ? 1 : 0;
    n_without += holds(found[1]->interval, 0) ? 1 : 0;
  }
  // Standard error of one sample: (1 - rho^2) / sqrt(n), some 0.035; of the mean of 200: 0.0025.
  CHECK(mean == Approx(spearman).margin(0.01));
  CHECK(n_with_effect > 0.9 * n_samples);
  CHECK(n_without > 0.9 * n_samples);
  const std::vector<double> constant(inputs.size(), 1.0);
  CHECK_FALSE(partial_rank_correlations(inputs, constant)[0].has_value());
}

TEST_CASE("intervals of mean and percentiles hold the truth in 95 of 100 samples", "[sweep][verification]") {
  std::mt19937_64 engine(11);
  constexpr int n_samples = 2000;
  int n_mean = 0, n_median = 0, n_quarter = 0;
  for (int s = 0; s < n_samples; ++s) {
    std::vector<double> sample;
    for (int i = 0; i < 60; ++i)
      sample.push_back(-std::log((static_cast<double>(engine() >> 12) + 0.5) * 0x1p-52));  // exponential
    const Summary summary = summarize(sample);
    n_mean += holds(summary.mean.interval, 1) ? 1 : 0;
    n_median += holds(summary.percentiles[2].interval, std::log(2.0)) ? 1 : 0;
    n_quarter += holds(summary.percentiles[1].interval, -std::log(0.75)) ? 1 : 0;
  }
  CHECK(n_mean > 0.92 * n_samples);  // skewed: a little less than Student promises
  CHECK(n_median >= 0.945 * n_samples);
  CHECK(n_quarter >= 0.945 * n_samples);
  CHECK(n_median < 0.99 * n_samples);
}

TEST_CASE("plans are compared case by case", "[sweep][unit]") {
  Study study = test::read_study(test::function_study("type = \"sobol\"\nn = 64\n"));
  study.plans = {"tlif", "plif"};
  study.outputs = {"tlif.stress", "plif.stress"};
  study.subject = [](const CaseValues& values, const std::stop_token&) -> std::optional<Outcome> {
    const double person = 100 * std::get<double>(values[0]);
    return Outcome{Status::done, "", {person + 0.25, person}, 0};
  };
  const StudyStatistics s = computed(study);
  REQUIRE(s.differences.size() == 1);
  // People differ by hundreds, the plans by a quarter in each of them.
  CHECK(s.outputs[0].summary->sd > 100);
  CHECK(s.differences[0].difference.mean.value == Approx(0.25));
  CHECK(s.differences[0].difference.sd < 1e-10);
  CHECK(s.differences[0].share_above == 1);
}

TEST_CASE("answers come as tables, figures, SQL and HDF5", "[sweep][regression]") {
  const test::TemporaryFolder folder;
  const std::string file =
      folder.write("study.toml", test::function_study("type = \"sobol_indices\"\nn = 16\n")).string();
  const std::string out = (folder.path() / "out").string(), answers = (folder.path() / "answers").string();
  REQUIRE(test::run_program({{"sweep", file, "--out", out, "--quiet"}}).status == 0);
  const test::Outcome stats = test::run_program({{"stats", out, "--out", answers}});
  CAPTURE(stats.err);
  CHECK(stats.status == 0);
  CHECK_THAT(stats.out, Contains("80 of 80 cases finished") && Contains("with all interactions"));
  for (const char* name : {"summary.csv", "sensitivity.csv", "convergence.csv"})
    CHECK_THAT(test::read_text(answers + "/" + name), Contains(",") && Contains("y"));
  for (const char* name : {"distribution", "tornado_y", "scatter_y"}) {
    CHECK_THAT(test::read_text(answers + "/" + name + ".svg"), Contains("<svg"));
    CHECK(test::read_text(answers + "/" + name + ".png").substr(1, 3) == "PNG");
  }
  const test::Outcome count =
      test::run_program({{"query", out, "SELECT count(*) AS n, max(y) > min(y) AS varies FROM cases"}});
  CHECK(count.out == "n,varies\n80,1\n");
  CHECK(test::run_program({{"query", out, "DELETE FROM cases"}}).status == 2);
  CHECK(test::run_program({{"query", out, "SELECT 1; DELETE FROM cases"}}).status == 2);
  CHECK_THAT(test::run_program({{"query", out, "SELEC"}}).err, Contains("syntax error"));
  const std::string h5 = (folder.path() / "cases.h5").string();
  CHECK(test::run_program({{"query", out, "--out", h5}}).status == 0);
  CHECK(test::read_text(h5).substr(1, 3) == "HDF");
  CHECK(test::run_program({{"run", "--case", "3", out}}).status == 0);
  CHECK(test::run_program({{"run", "--case", "81", out}}).status == 2);
  CHECK(test::run_program({{"stats", folder.path().string()}}).status == 2);
}

}  // namespace
