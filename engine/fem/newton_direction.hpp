// The Newton increment of one iteration: tangent, factorization, driven displacements, a prescribed rotation.
#pragma once

#include <Eigen/Core>
#include <optional>
#include <stop_token>
#include <utility>
#include <vector>

#include "fem/residual_measure.hpp"
#include "fem/workspace.hpp"

namespace spondyl::fem {

struct NewtonDirection {
  Eigen::VectorXd unknowns, internal;
  Eigen::VectorXd nodes;  ///< first-order displacement of every node, mm
  double moment = 0;      ///< increment of the unknown amplitude, N mm
  bool is_stable = true;  ///< the tangent is positive definite; false: found without initial stress
};

/// A way down in the potential with its internal parameters in balance.
struct DownhillDirection {
  NewtonDirection increment;
  double slope;  ///< of the potential along it, N mm; at a saddle 0
};

class DirectionFinder {
 public:
  /// `rotation`: number of the moment whose rotation is prescribed, if any. `stop` ends a factorization between two fronts.
  DirectionFinder(Workspace& workspace, std::optional<std::size_t> rotation, std::stop_token stop)
      : model_(workspace.model),
        work_(workspace.assembly),
        cholesky_(workspace.cholesky),
        rotation_(rotation),
        stop_(std::move(stop)) {}

  /// From here on, 1 at least and no more than the work space was made for.
  void use_threads(int threads);

  /// Increment from `state` with residual `r`; `driven` is that of each driven unknown. Nothing if the tangent is not
  /// positive definite even without initial stress, or once a stop is requested.
  std::optional<NewtonDirection> find(const State& state, const Residual& r, const std::vector<double>& driven,
                                      ResidualMeasure& measure);
  /// Increment from `state`, to which an earlier increment has led, with the tangent and factor of that one, turned as the
  /// parts of the model have since; `r` is the residual just evaluated there.
  NewtonDirection find_again(const State& state, const Residual& r);

  /// Has `measure` know the rounding of the forces at `state`; false if its tangent cannot be made.
  bool estimate_rounding(const State& state, ResidualMeasure& measure);

  /// A way down from `state`, whose internal parameters are in balance, also where its tangent is not positive definite. A
  /// held rotation counts as a spring of stiffness `penalty`. Where the slope would be less than `at_rest` and the tangent is
  /// indefinite, the softest mode. No node moves by more than `radius`.
  std::optional<DownhillDirection> find_downhill(const State& state, const Residual& r, double at_rest, double radius);
  /// What the internal parameters lack at the residual just evaluated; nothing where an element has no stable ones.
  std::optional<Eigen::VectorXd> find_internal(const State& state);
  /// Stiffness that the last increment of `find` gave a held rotation, N mm; else 0.
  double penalty() const { return penalty_; }

 private:
  bool assemble(const State& state, const Eigen::VectorXd& angle_gradient, bool has_initial_stress);
  Eigen::VectorXd leave_saddle(const State& state, const Eigen::VectorXd& angle_gradient,
                               const Eigen::VectorXd& gradient, double at_rest);
  std::optional<NewtonDirection> solve(const State& state, const Residual& r, const std::vector<double>& driven);
  /// Adds the response to the moment with which the rotation comes to its target; g: gradient of the angle.
  void hold_rotation(const Residual& r, const Eigen::VectorXd& g, const Eigen::VectorXd& response,
                     NewtonDirection& d) const;
  void impose_driven(const std::vector<double>& driven, Eigen::VectorXd& rhs);
  Eigen::VectorXd angle_gradient(const State& state) const;
  double enough_penalty() const;
  void add_penalty(const Eigen::VectorXd& g);
  const Moment& moment() const { return model_.moments()[*rotation_]; }

  const Model& model_;
  Assembly& work_;
  Cholesky& cholesky_;
  std::optional<std::size_t> rotation_;
  std::stop_token stop_;
  double penalty_ = 0;  ///< see enough_penalty
  State made_at_;       ///< where the factor was
  Eigen::VectorXd condensed_;
  Eigen::VectorXd response_;  ///< of the unknowns to a unit of the unknown moment, where the factor was made
};

}  // namespace spondyl::fem
