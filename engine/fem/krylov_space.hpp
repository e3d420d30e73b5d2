// The few directions in which a tangent K is soft or gives way, against a positive definite stand-in B whose factor is at
// hand: the space of B^-1 f, (B^-1 K) B^-1 f, (B^-1 K)^2 B^-1 f ... (Lanczos 1950), orthonormal in B.
#pragma once

#include <Eigen/Core>
#include <functional>

namespace spondyl::fem {

class KrylovSpace {
 public:
  using Operator = std::function<Eigen::VectorXd(const Eigen::VectorXd&)>;

  /// Grows from the forces `start` until |K| d = start is solved to a thousandth, to `most` directions at the most.
  KrylovSpace(const Operator& stiffness, const Operator& stand_in_inverse, const Eigen::VectorXd& start, int most);

  /// d of |K| d = start: the Newton step with every curvature taken as positive. Where K gives way it leaves the saddle
  /// that the Newton step would go back to (Dauphin et al. 2014).
  Eigen::VectorXd downhill() const;
  /// The direction d of least curvature d' K d among those with d' B d = 1.
  Eigen::VectorXd softest() const { return directions_ * modes_.col(0); }

 private:
  /// What |K| d = start has for d, in terms of the directions.
  Eigen::VectorXd solution() const;

  Eigen::MatrixXd directions_;
  double start_size_ = 0;
  Eigen::VectorXd curvatures_;  ///< in rising order
  Eigen::MatrixXd modes_;       ///< in terms of the directions
};

}  // namespace spondyl::fem
