// The Newton increment of one iteration: tangent, factorization, driven displacements, a prescribed rotation.
#pragma once

#include <Eigen/Core>
#include <optional>
#include <stop_token>
#include <utility>
#include <vector>

#include "fem/cholesky.hpp"
#include "fem/model.hpp"
#include "fem/residual_measure.hpp"

namespace spondyl::fem {

struct NewtonDirection {
  Eigen::VectorXd unknowns, internal;
  Eigen::VectorXd nodes;  ///< first-order displacement of every node, mm
  double moment = 0;      ///< increment of the unknown amplitude, N mm
  bool is_stable = true;  ///< the tangent is positive definite; false: found without initial stress
};

class DirectionFinder {
 public:
  /// `rotation`: number of the moment whose rotation is prescribed, if any. Writes tangents to `work`. `stop` ends a
  /// factorization between two fronts.
  DirectionFinder(const Model& model, Assembly& work, std::optional<std::size_t> rotation, std::stop_token stop)
      : model_(model),
        work_(work),
        rotation_(rotation),
        stop_(std::move(stop)),
        cholesky_(model.elimination(), work.threads()) {}

  /// From here on, 1 at least and no more than `work` was made for.
  void use_threads(int threads);

  /// Increment from `state` with residual `r`; `driven` is that of each driven unknown. Nothing if the tangent is not
  /// positive definite even without initial stress, or once a stop is requested.
  std::optional<NewtonDirection> find(const State& state, const Residual& r, const std::vector<double>& driven,
                                      ResidualMeasure& measure);
  /// Increment from `state`, to which an earlier increment has led, with the tangent and factor of that one; `r` is the
  /// residual just evaluated there.
  NewtonDirection find_again(const State& state, const Residual& r);

 private:
  std::optional<NewtonDirection> solve(const State& state, const Residual& r, const std::vector<double>& driven);
  NewtonDirection substitute(const State& state, const Residual& r, const Eigen::VectorXd& rhs);
  void impose_driven(const std::vector<double>& driven, Eigen::VectorXd& rhs);
  Eigen::VectorXd angle_gradient(const State& state) const;
  double add_penalty(const Eigen::VectorXd& g);
  const Moment& moment() const { return model_.moments()[*rotation_]; }

  const Model& model_;
  Assembly& work_;
  std::optional<std::size_t> rotation_;
  std::stop_token stop_;
  Cholesky cholesky_;
  double penalty_ = 0;  ///< see add_penalty
  Eigen::VectorXd condensed_;
  Eigen::VectorXd response_;  ///< of the unknowns to a unit of the unknown moment, where the factor was made
};

}  // namespace spondyl::fem
