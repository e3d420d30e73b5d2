// A cable of given tension that runs freely through a chain of points: the follower load. Its potential is tension times
// length, so its force stays tangent to the deformed path and its tangent is symmetric.
#pragma once

#include <vector>

#include "fem/mesh.hpp"
#include "fem/term.hpp"
#include "fem/weighted_point.hpp"

namespace spondyl::fem {

class Cable final : public Term {
 public:
  /// `path`: points in order, each of one node or spread over several (neighbors may share nodes); the tension in N is
  /// state.load[load].
  Cable(const Mesh& mesh, std::vector<WeightedPoint> path, int load);
  /// The same through single nodes.
  Cable(const Mesh& mesh, const std::vector<int>& path, int load);

  Evaluation residual(const State& state, Assembly& out) const override;
  Evaluation tangent(const State& state, Assembly& out) const override;

 private:
  Vector3 position(std::size_t point, const State& state) const;
  Vector3 segment(std::size_t k, const State& state) const { return position(k + 1, state) - position(k, state); }
  /// Weights of a segment's nodes in its vector, those of its first point negative.
  const std::vector<double>& signed_weights(std::size_t k) const { return signed_weights_[k]; }
  void write_force(std::size_t k, const Vector3& pull, double* force) const;

  std::vector<WeightedPoint> path_;
  std::vector<Vector3> reference_;
  std::vector<std::vector<double>> signed_weights_;
  int load_;
};

}  // namespace spondyl::fem
