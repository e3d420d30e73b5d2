// How large a residual is: one number for forces, moments on bodies, and residuals of internal parameters.
#pragma once

#include <Eigen/Core>
#include <vector>

#include "fem/model.hpp"

namespace spondyl::fem {

/// What is out of balance at a state.
struct Residual {
  Eigen::VectorXd unknowns;
  Eigen::VectorXd internal;
  double energy = 0;      ///< potential, N mm; meaningless where the state is not admissible
  double constraint = 0;  ///< prescribed minus present angle, rad
  double relative = 0;    ///< size over the sum of the forces before they cancel
};

class ResidualMeasure {
 public:
  /// `tolerance`: the relative size at which a solve may end.
  ResidualMeasure(const Model& model, double tolerance);

  /// Size of a residual whose forces are still in `work`.
  double relative_size(const State& state, const Assembly& work, const Residual& r) const;
  /// Typical edge of an element, mm.
  double element_size() const { return element_size_; }
  /// Estimates the rounding of the forces from the tangent in `work`.
  void estimate_rounding(const State& state, const Assembly& work);

 private:
  /// Divides moments on bodies by the body's longest arm.
  void moments_to_forces(Eigen::VectorXd& values) const;

  const Model& model_;
  double tolerance_;
  double element_size_ = 1;        ///< typical, mm
  std::vector<double> body_size_;  ///< longest arm of each body, mm
  double rounding_ = 0;            ///< of the residual, N
};

}  // namespace spondyl::fem
