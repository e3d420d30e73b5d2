// Designs fill the space of the axes as they say, the same way for the same seed.

#include <Eigen/Core>
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>
#include <vector>

#include "study_text.hpp"
#include "support.hpp"
#include "sweep/unit_points.hpp"

namespace {

using namespace spondyl;
using namespace spondyl::sweep;

/// Whether every coordinate has one point in each of as many strata as there are points.
bool is_stratified(const UnitPoints& points) {
  for (Eigen::Index k = 0; k < points.cols(); ++k) {
    std::set<long> strata;
    for (Eigen::Index i = 0; i < points.rows(); ++i)
      strata.insert(static_cast<long>(points(i, k) * static_cast<double>(points.rows())));
    if (static_cast<Eigen::Index>(strata.size()) != points.rows())
      return false;
  }
  return true;
}

/// Points in each of the 2^a x 2^b boxes of two coordinates.
std::vector<int> counts(const UnitPoints& points, Eigen::Index i, Eigen::Index j, int a, int b) {
  std::vector<int> n(std::size_t{1} << (a + b));
  for (Eigen::Index p = 0; p < points.rows(); ++p) {
    const auto x = static_cast<std::size_t>(points(p, i) * (1 << a)),
               y = static_cast<std::size_t>(points(p, j) * (1 << b));
    ++n[(x << b) + y];
  }
  return n;
}

Axis uniform_axis(double low, double high) {
  Axis axis;
  axis.distribution = Distribution{.low = low, .high = high};
  return axis;
}

double number(const Value& value) { return std::get<double>(value); }

TEST_CASE("a Latin hypercube has one point in every stratum of every axis", "[sweep][unit]") {
  CHECK(is_stratified(latin_hypercube(100, 7, 3)));
  CHECK(latin_hypercube(100, 7, 3) == latin_hypercube(100, 7, 3));
  CHECK(latin_hypercube(100, 7, 3) != latin_hypercube(100, 7, 4));
}

TEST_CASE("scrambling keeps what is even about Sobol's points", "[sweep][verification]") {
  for (const std::uint64_t seed : {1, 2, 3}) {
    const UnitPoints points = scrambled_sobol(256, 12, seed);
    CHECK(is_stratified(points));
    CHECK(points.minCoeff() > 0);
    CHECK(points.maxCoeff() < 1);
    // The first two coordinates are a net in base 2 of quality 0: every box of area 1/256 holds one point.
    for (int a = 0; a <= 8; ++a) {
      const std::vector<int> n = counts(points, 0, 1, a, 8 - a);
      CHECK(std::all_of(n.begin(), n.end(), [](int c) { return c == 1; }));
    }
  }
  CHECK(scrambled_sobol(64, 5, 1) != scrambled_sobol(64, 5, 2));
}

TEST_CASE("a longer Sobol design begins with the shorter one", "[sweep][unit]") {
  CHECK(scrambled_sobol(128, 6, 9).topRows(64) == scrambled_sobol(64, 6, 9));
}

TEST_CASE("Sobol's points integrate far better than their number of random ones would", "[sweep][verification]") {
  // The mean of a product of 5 x_k^4 has the value 1; independent points would miss it by 4.6 / sqrt(n) = 0.07.
  const UnitPoints points = scrambled_sobol(4096, 3, 5);
  double sum = 0;
  for (Eigen::Index i = 0; i < points.rows(); ++i)
    sum += (5 * points.row(i).array().pow(4)).prod();
  CHECK(std::abs(sum / 4096 - 1) <= test::scaled(0.005));
}

TEST_CASE("quantiles are those of the distributions", "[sweep][verification]") {
  const Distribution normal{.kind = Distribution::Kind::normal, .center = 5, .spread = 2};
  CHECK(normal.quantile(0.5) == Approx(5));
  CHECK(normal.quantile(0.975) == Approx(5 + 2 * 1.959963985));
  const Distribution log_normal{.kind = Distribution::Kind::log_normal, .center = 10, .spread = 2};
  CHECK(log_normal.quantile(0.5) == Approx(10));
  CHECK(log_normal.quantile(normal_share(1)) == Approx(20));
  CHECK(log_normal.quantile(normal_share(-2)) == Approx(2.5));
  // Cut at one standard deviation on both sides: the variance that is left is 1 - 2 phi(1) / (2 Phi(1) - 1).
  const Distribution cut{.kind = Distribution::Kind::normal, .center = 0, .spread = 1, .low = -1, .high = 1};
  double variance = 0;
  constexpr int n = 20000;
  for (int i = 0; i < n; ++i)
    variance += std::pow(cut.quantile((i + 0.5) / n), 2) / n;
  CHECK(variance == Approx(1 - 2 * 0.24197072452 / 0.68268949214).epsilon(1e-6));
}

TEST_CASE("normal scores have the correlation that the file asks for", "[sweep][verification]") {
  std::vector<Axis> axes{uniform_axis(0, 1), uniform_axis(-5, 5), uniform_axis(0, 1)};
  for (Axis& axis : axes)
    axis.distribution->kind = Distribution::Kind::normal;
  for (Axis& axis : axes)
    axis.distribution = Distribution{.kind = Distribution::Kind::normal, .center = 3, .spread = 4};
  const std::vector<Correlation> wanted{{0, 2, 0.7}, {1, 2, -0.4}};
  const auto cases = make_cases({Design::Type::sobol, 4096, 1}, axes, wanted);
  const auto correlation = [&](std::size_t i, std::size_t j) {
    Eigen::ArrayXd x(4096), y(4096);
    for (Eigen::Index c = 0; c < 4096; ++c) {
      x[c] = number(cases[static_cast<std::size_t>(c)][i]);
      y[c] = number(cases[static_cast<std::size_t>(c)][j]);
    }
    x -= x.mean();
    y -= y.mean();
    return (x * y).sum() / std::sqrt(x.square().sum() * y.square().sum());
  };
  CHECK(std::abs(correlation(0, 2) - 0.7) <= test::scaled(0.01));
  CHECK(std::abs(correlation(1, 2) + 0.4) <= test::scaled(0.01));
  CHECK(std::abs(correlation(0, 1)) <= test::scaled(0.01));
  CHECK_THROWS_AS(
      make_cases({Design::Type::sobol, 8, 1}, axes, std::vector<Correlation>{{0, 1, 0.9}, {1, 2, 0.9}, {0, 2, -0.9}}),
      core::Error);
}

TEST_CASE("a full factorial has every combination once, the last axis fastest", "[sweep][unit]") {
  Axis a, b;
  a.levels = {1.0, 2.0};
  b.levels = {Value("x"), Value("y"), Value("z")};
  const auto cases = make_cases({Design::Type::full_factorial, 0, 1}, std::vector<Axis>{a, b}, {});
  REQUIRE(cases.size() == 6);
  CHECK(cases[1] == CaseValues{1.0, Value("y")});
  CHECK(cases[3] == CaseValues{2.0, Value("x")});
}

TEST_CASE("a design for indices exchanges one coordinate at a time", "[sweep][unit]") {
  const std::vector<Axis> axes{uniform_axis(0, 1), uniform_axis(0, 1), uniform_axis(0, 1)};
  const auto cases = make_cases({Design::Type::sobol_indices, 16, 1}, axes, {});
  REQUIRE(cases.size() == 16 * 5);
  for (std::size_t block = 0; block < cases.size(); block += 5) {
    for (std::size_t k = 0; k < 3; ++k) {
      for (std::size_t l = 0; l < 3; ++l)
        CHECK(cases[block + 2 + k][l] == cases[block + (k == l ? 1 : 0)][l]);
    }
  }
}

TEST_CASE("one at a time begins with the scene as it is", "[sweep][unit]") {
  Axis list;
  list.levels = {1.0, 2.0};
  const auto cases = make_cases({Design::Type::one_at_a_time, 0, 1}, std::vector<Axis>{list, uniform_axis(0, 10)}, {});
  REQUIRE(cases.size() == 5);
  CHECK(cases[0] == CaseValues(2));
  CHECK(cases[2] == CaseValues{2.0, Value()});
  CHECK(number(cases[3][1]) == Approx(0.5));
  CHECK(number(cases[4][1]) == Approx(9.5));
}

}  // namespace
