#include "study/least_squares.hpp"

#include <Eigen/Cholesky>
#include <algorithm>

namespace spondyl::study {
namespace {

constexpr double first_damping = 1e-2, least_damping = 1e-6, most_damping = 1e6;

/// Of the damped normal equations, in the unknowns that no bound holds back; ends at the bounds.
Eigen::VectorXd damped_step(const Eigen::MatrixXd& jacobian, const Eigen::VectorXd& residuals, double damping,
                            const Eigen::VectorXd& at, const LeastSquaresOptions& options) {
  const Eigen::VectorXd gradient = jacobian.transpose() * residuals;
  Eigen::MatrixXd matrix = jacobian.transpose() * jacobian;
  Eigen::VectorXd right = -gradient;
  matrix.diagonal() *= 1 + damping;
  for (Eigen::Index k = 0; k < at.size(); ++k) {
    const bool is_held =
        (at[k] <= options.lower[k] && gradient[k] > 0) || (at[k] >= options.upper[k] && gradient[k] < 0);
    if (!is_held && matrix(k, k) > 0)
      continue;
    matrix.row(k).setZero();
    matrix.col(k).setZero();
    matrix(k, k) = 1;
    right[k] = 0;
  }
  const Eigen::VectorXd to = (at + matrix.ldlt().solve(right)).cwiseMax(options.lower).cwiseMin(options.upper);
  return to - at;
}

}  // namespace

std::optional<Eigen::MatrixXd> difference_jacobian(const Residuals& residuals, const Eigen::VectorXd& at,
                                                   const Eigen::VectorXd& residuals_at,
                                                   const LeastSquaresOptions& options, int& evaluations,
                                                   bool& is_stopped) {
  std::vector<Eigen::VectorXd> candidates;
  for (Eigen::Index k = 0; k < at.size(); ++k) {
    candidates.push_back(at);
    const bool is_up = options.upper[k] - at[k] >= at[k] - options.lower[k];
    candidates.back()[k] += is_up ? options.difference : -options.difference;
  }
  auto values = residuals(candidates, &at);
  is_stopped = values.empty();
  if (is_stopped)
    return std::nullopt;
  evaluations += static_cast<int>(candidates.size());
  Eigen::MatrixXd jacobian(residuals_at.size(), at.size());
  for (Eigen::Index k = 0; k < at.size(); ++k) {
    auto& candidate = candidates[static_cast<std::size_t>(k)];
    auto& value = values[static_cast<std::size_t>(k)];
    if (!value) {
      candidate[k] = 2 * at[k] - candidate[k];
      const auto other = residuals({candidate}, &at);
      ++evaluations;
      is_stopped = other.empty();
      if (is_stopped || !other.front())
        return std::nullopt;
      value = other.front();
    }
    jacobian.col(k) = (*value - residuals_at) / (candidate[k] - at[k]);
  }
  return jacobian;
}

LeastSquaresFit least_squares(const Residuals& residuals, const Eigen::VectorXd& start,
                              const LeastSquaresOptions& options) {
  LeastSquaresFit fit;
  fit.unknowns = start.cwiseMax(options.lower).cwiseMin(options.upper);
  const auto first = residuals({fit.unknowns}, nullptr);
  fit.evaluations = 1;
  if (first.empty() || !first.front()) {
    fit.status = first.empty() ? FitStatus::stopped : FitStatus::failed;
    return fit;
  }
  fit.residuals = *first.front();
  fit.sum_before = fit.sum_after = fit.residuals.squaredNorm();
  const auto accept = [&] {
    if (options.on_accepted)
      options.on_accepted(fit.iterations, fit.sum_after, fit.unknowns);
  };
  accept();

  double damping = first_damping;
  while (fit.iterations < options.max_iterations) {
    bool is_stopped = false;
    auto jacobian = difference_jacobian(residuals, fit.unknowns, fit.residuals, options, fit.evaluations, is_stopped);
    if (!jacobian) {
      fit.status = is_stopped ? FitStatus::stopped : FitStatus::failed;
      return fit;
    }
    fit.jacobian = *std::move(jacobian);
    ++fit.iterations;
    const double before = fit.sum_after;
    bool is_better = false;
    while (!is_better && damping < most_damping) {
      const Eigen::VectorXd to =
          fit.unknowns + damped_step(fit.jacobian, fit.residuals, damping, fit.unknowns, options);
      const double expected = (fit.residuals + fit.jacobian * (to - fit.unknowns)).squaredNorm();
      if (before - expected <= options.tolerance * before) {
        const bool is_cut = ((to - options.lower).array() <= 0).any() || ((options.upper - to).array() <= 0).any();
        if (!is_cut)
          break;        // nothing left to gain even where the residuals are straight
        damping *= 10;  // a step that a bound has cut short need not go downhill, a shorter one does
        continue;
      }
      const auto value = residuals({to}, &fit.unknowns);
      if (value.empty()) {
        fit.status = FitStatus::stopped;
        return fit;
      }
      ++fit.evaluations;
      is_better = value.front() && value.front()->squaredNorm() < before;
      if (is_better) {
        fit.unknowns = to;
        fit.residuals = *value.front();
        fit.sum_after = fit.residuals.squaredNorm();
      }
      damping = is_better ? std::max(0.1 * damping, least_damping) : 10 * damping;
    }
    if (is_better)
      accept();
    if (!is_better || before - fit.sum_after <= options.tolerance * before) {
      fit.status = FitStatus::converged;
      return fit;
    }
  }
  fit.status = FitStatus::max_iterations;
  return fit;
}

}  // namespace spondyl::study
