// The optimizer of the calibration, on functions whose answer is known.

#include "study/least_squares.hpp"

#include <cmath>

#include <catch2/catch.hpp>

#include "support.hpp"

namespace {

using namespace spondyl;
using Eigen::VectorXd;
using study::FitStatus;

using Function = std::optional<VectorXd> (*)(const VectorXd&);

study::Residuals all_of(Function f) {
  return [f](const std::vector<VectorXd>& candidates, const VectorXd*) {
    std::vector<std::optional<VectorXd>> out;
    for (const VectorXd& x : candidates)
      out.push_back(f(x));
    return out;
  };
}

std::optional<VectorXd> rosenbrock(const VectorXd& x) { return VectorXd{{10 * (x[1] - x[0] * x[0]), 1 - x[0]}}; }

study::LeastSquaresOptions options(double lower, double upper) {
  study::LeastSquaresOptions o;
  o.lower = VectorXd::Constant(2, lower);
  o.upper = VectorXd::Constant(2, upper);
  o.difference = 1e-6;
  o.tolerance = 1e-10;
  o.max_iterations = 200;
  return o;
}

const VectorXd start{{-1.2, 1.0}};

TEST_CASE("least squares finds the bottom of Rosenbrock's valley", "[study][verification]") {
  const auto fit = study::least_squares(all_of(rosenbrock), start, options(-5, 5));
  CHECK(fit.status == FitStatus::converged);
  CHECK(test::relative_error(fit.unknowns, VectorXd::Ones(2).eval()) <= test::scaled(1e-4));
  CHECK(fit.sum_after < 1e-8 * fit.sum_before);
}

TEST_CASE("least squares stops at a bound where the answer is outside", "[study][verification]") {
  const auto fit = study::least_squares(all_of(rosenbrock), start, options(-5, 0.5));
  CHECK(fit.status == FitStatus::converged);
  // With x0 <= 0.5 the sum of squares is least at x0 = 0.5, x1 = 0.25.
  CHECK(fit.unknowns[0] == 0.5);
  CHECK(std::abs(fit.unknowns[1] - 0.25) <= test::scaled(1e-4));
}

TEST_CASE("least squares goes around candidates without residuals", "[study][verification]") {
  const auto fit = study::least_squares(
      all_of([](const VectorXd& x) -> std::optional<VectorXd> { return x[1] > 2.5 ? std::nullopt : rosenbrock(x); }),
      start, options(-5, 5));
  CHECK(fit.status == FitStatus::converged);
  CHECK(test::relative_error(fit.unknowns, VectorXd::Ones(2).eval()) <= test::scaled(1e-4));
}

TEST_CASE("least squares has the same bits in every run", "[study][determinism]") {
  const auto a = study::least_squares(all_of(rosenbrock), start, options(-5, 5));
  const auto b = study::least_squares(all_of(rosenbrock), start, options(-5, 5));
  CHECK(a.unknowns == b.unknowns);
  CHECK(a.sum_after == b.sum_after);
  CHECK(a.evaluations == b.evaluations);
}

TEST_CASE("a stopped fit keeps the best so far", "[study][unit]") {
  int calls = 0;
  const study::Residuals residuals = [&](const std::vector<VectorXd>& candidates, const VectorXd* near) {
    return ++calls > 20 ? std::vector<std::optional<VectorXd>>{} : all_of(rosenbrock)(candidates, near);
  };
  const auto fit = study::least_squares(residuals, start, options(-5, 5));
  CHECK(fit.status == FitStatus::stopped);
  CHECK(fit.sum_after < fit.sum_before);
  CHECK(rosenbrock(fit.unknowns)->squaredNorm() == fit.sum_after);
}

TEST_CASE("a start without residuals is a failure", "[study][unit]") {
  const auto fit = study::least_squares(all_of([](const VectorXd&) -> std::optional<VectorXd> { return std::nullopt; }),
                                        start, options(-5, 5));
  CHECK(fit.status == FitStatus::failed);
  CHECK(fit.residuals.size() == 0);
}

}  // namespace
