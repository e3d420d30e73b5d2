// A cable of given tension that runs freely through a chain of points: the follower load. Its potential is tension times
// length, so its force stays tangent to the deformed path and its tangent is symmetric.
#pragma once

#include <vector>

#include "fem/mesh.hpp"
#include "fem/term.hpp"
#include "fem/weighted_vector.hpp"

namespace spondyl::fem {

class Cable final : public Term {
 public:
  /// `path`: points in order, each of one node or spread over several (neighbors may share nodes); the tension in N is
  /// state.load[load].
  Cable(const Mesh& mesh, const std::vector<WeightedPoint>& path, int load);
  /// The same through single nodes.
  Cable(const Mesh& mesh, const std::vector<int>& path, int load);

  Evaluation residual(const State& state, Assembly& out) const override;
  Evaluation tangent(const State& state, Assembly& out) const override;

 private:
  std::vector<WeightedVector> segments_;
  int load_;
};

}  // namespace spondyl::fem
