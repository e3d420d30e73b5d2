#include "fem/krylov_space.hpp"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>

#include "core/parallel.hpp"

namespace spondyl::fem {

namespace {

constexpr int between_checks = 10;  // directions
constexpr double accuracy = 1e-3;   // of the step: the search for the next one starts from what it misses
constexpr double nothing = 1e-12;   // left of a direction that the others span

/// Length in B of the direction B^-1 f.
double size_of(const Eigen::VectorXd& direction, const Eigen::VectorXd& force) {
  return std::sqrt(std::max(direction.dot(force), 0.0));
}

}  // namespace

/// Every direction is made orthogonal to all before it, twice: three terms alone would lose that by rounding.
KrylovSpace::KrylovSpace(const Operator& stiffness, const Operator& stand_in_inverse, const Eigen::VectorXd& start,
                         int most) {
  const core::SerialLibraries serial;
  Eigen::MatrixXd directions(start.size(), most), forces(start.size(), most);  // these: B times those
  Eigen::VectorXd diagonal(most), beside(most);
  Eigen::VectorXd force = start, direction = stand_in_inverse(force);
  double size = start_size_ = size_of(direction, force);
  for (int n = 1; n <= most; ++n) {
    directions.col(n - 1) = direction / size;
    forces.col(n - 1) = force / size;
    force = stiffness(directions.col(n - 1));
    diagonal[n - 1] = force.dot(directions.col(n - 1));
    for (int k = 0; k < 2; ++k)
      force -= forces.leftCols(n) * (directions.leftCols(n).transpose() * force);
    direction = stand_in_inverse(force);
    size = beside[n - 1] = size_of(direction, force);
    if (n < most && n % between_checks != 0 && size > nothing)
      continue;
    Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver;
    solver.computeFromTridiagonal(diagonal.head(n), beside.head(n - 1));
    curvatures_ = solver.eigenvalues();
    modes_ = solver.eigenvectors();
    if (n == most || size <= nothing || size * std::abs(solution()[n - 1]) <= accuracy * start_size_) {
      directions_ = directions.leftCols(n);
      return;
    }
  }
}

Eigen::VectorXd KrylovSpace::solution() const {
  return start_size_ * (modes_ * modes_.row(0).transpose().cwiseQuotient(curvatures_.cwiseAbs()));
}

Eigen::VectorXd KrylovSpace::downhill() const { return directions_ * solution(); }

}  // namespace spondyl::fem
