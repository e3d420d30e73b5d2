// Bounded nonlinear least squares for few unknowns and residuals that take long: Levenberg-Marquardt with finite
// differences (Nocedal, Wright: Numerical Optimization, 2nd ed., 10.3), unknowns that press against a bound left out of
// the step. Candidates of one Jacobian are handed over together, so that they can be solved side by side.
#pragma once

#include <Eigen/Core>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace spondyl::study {

/// Residuals of every candidate, in their order; nothing for one that has none (no convergence). An empty list: stopped.
/// `near`: the accepted unknowns that the candidates are close to, a good state to start from; null at the first.
using Residuals = std::function<std::vector<std::optional<Eigen::VectorXd>>(
    const std::vector<Eigen::VectorXd>& candidates, const Eigen::VectorXd* near)>;

struct LeastSquaresOptions {
  Eigen::VectorXd lower, upper;
  double difference = 0.05;  ///< step of the finite differences, away from the nearer bound
  double tolerance = 1e-3;   ///< ends when an iteration lowers the sum of squares by less than this part of it
  int max_iterations = 20;
  std::function<void(int iteration, double sum_of_squares, const Eigen::VectorXd&)> on_accepted;
};

enum class FitStatus { converged, max_iterations, stopped, failed };
constexpr std::string_view name(FitStatus s) {
  switch (s) {
    case FitStatus::converged:
      return "converged";
    case FitStatus::max_iterations:
      return "max_iterations";
    case FitStatus::stopped:
      return "stopped";
    case FitStatus::failed:
      return "failed";
  }
  return "";
}

struct LeastSquaresFit {
  FitStatus status = FitStatus::failed;  ///< failed: no residuals at the start or for a column of the Jacobian
  Eigen::VectorXd unknowns;              ///< the best that were found
  Eigen::VectorXd residuals;             ///< there
  Eigen::MatrixXd jacobian;              ///< where the last iteration began
  double sum_before = 0, sum_after = 0;  ///< of squares
  int iterations = 0, evaluations = 0;
};

LeastSquaresFit least_squares(const Residuals& residuals, const Eigen::VectorXd& start,
                              const LeastSquaresOptions& options);

/// One-sided differences; nothing if some candidate has no residuals in either direction, or when stopped (then
/// `is_stopped`).
std::optional<Eigen::MatrixXd> difference_jacobian(const Residuals& residuals, const Eigen::VectorXd& at,
                                                   const Eigen::VectorXd& residuals_at,
                                                   const LeastSquaresOptions& options, int& evaluations,
                                                   bool& is_stopped);

}  // namespace spondyl::study
