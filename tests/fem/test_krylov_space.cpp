// The directions in which a tangent gives way, from tangents whose curvatures are chosen: K = M C M' against B = M M' has the
// curvatures C and nothing else, and |K| is M |C| M'.

#include "fem/krylov_space.hpp"

#include <Eigen/Cholesky>
#include <Eigen/LU>
#include <catch2/catch.hpp>

#include "problems.hpp"

using namespace spondyl;
using namespace spondyl::fem;
using namespace spondyl::fem::test;

namespace {

constexpr int size = 40;
constexpr double promised = 1e-3;  // of the forces

/// A tangent of given curvatures (rising) against a positive definite stand-in.
struct ChosenCurvatures {
  Eigen::VectorXd curvatures;
  Eigen::MatrixXd m = Eigen::MatrixXd::Identity(size, size) + matrix_of(random_vector(size * size, 0.2, 5));
  Eigen::MatrixXd stiffness = m * curvatures.asDiagonal() * m.transpose();
  Eigen::MatrixXd stand_in = m * m.transpose();

  static Eigen::MatrixXd matrix_of(const Eigen::VectorXd& numbers) { return numbers.reshaped(size, size); }

  KrylovSpace space(const Eigen::VectorXd& start, int most) const {
    const Eigen::LLT<Eigen::MatrixXd> factor(stand_in);
    return KrylovSpace([&](const Eigen::VectorXd& d) -> Eigen::VectorXd { return stiffness * d; },
                       [&](const Eigen::VectorXd& f) -> Eigen::VectorXd { return factor.solve(f); }, start, most);
  }
  /// Of |K| d = f what d misses, of f.
  double missed(const Eigen::VectorXd& d, const Eigen::VectorXd& f) const {
    return (m * curvatures.cwiseAbs().asDiagonal() * m.transpose() * d - f).norm() / f.norm();
  }
};

/// Three of them negative where `gives_way`.
Eigen::VectorXd chosen(bool gives_way) {
  Eigen::VectorXd c = Eigen::VectorXd::LinSpaced(size, 0.3, 2.0);
  if (gives_way)
    c.head(3) << -1.5, -0.4, -0.02;
  return c;
}

}  // namespace

TEST_CASE("downhill takes every curvature as positive, so that it leaves a saddle", "[fem][verification]") {
  const Eigen::VectorXd force = random_vector(size, 1.0, 7);
  const ChosenCurvatures saddle{chosen(true)};
  const Eigen::VectorXd downhill = saddle.space(force, size).downhill();
  CHECK(saddle.missed(downhill, force) <= promised);
  const Eigen::VectorXd newton = saddle.stiffness.partialPivLu().solve(force);
  const Eigen::MatrixXd to_modes = saddle.m.transpose();  // the parts of a step along the modes
  for (int k = 0; k < size; ++k) {
    CAPTURE(k);
    CHECK((to_modes * downhill)[k] * (to_modes * newton)[k] * saddle.curvatures[k] > 0);
  }
}

TEST_CASE("downhill is the Newton step where nothing gives way", "[fem]") {
  const Eigen::VectorXd force = random_vector(size, 1.0, 7);
  const ChosenCurvatures valley{chosen(false)};
  for (const int most : {size / 2, size})
    CHECK((valley.stiffness * valley.space(force, most).downhill() - force).norm() <= promised * force.norm());
}

TEST_CASE("the softest direction has the least curvature", "[fem]") {
  const ChosenCurvatures saddle{chosen(true)};
  const Eigen::VectorXd d = saddle.space(random_vector(size, 1.0, 9), size).softest();
  CHECK(d.dot(saddle.stand_in * d) == Approx(1).epsilon(1e-10));
  CHECK(d.dot(saddle.stiffness * d) == Approx(saddle.curvatures[0]).epsilon(1e-3));
}
