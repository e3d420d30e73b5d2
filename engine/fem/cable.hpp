// A cable of given tension that runs freely through a chain of nodes: the follower load. Its potential is tension times
// length, so its force stays tangent to the deformed path and its tangent is symmetric.
#pragma once

#include <vector>

#include "fem/mesh.hpp"
#include "fem/term.hpp"

namespace spondyl::fem {

class Cable final : public Term {
 public:
  /// `path`: nodes in order; the tension in N is state.load[load].
  Cable(const Mesh& mesh, std::vector<int> path, int load);

  double energy(const State& state, int threads) const override;
  Evaluation residual(const State& state, Assembly& out) const override;
  Evaluation tangent(const State& state, Assembly& out) const override;
  double admissible_step(const State&, const State&, int) const override { return 1.0; }

 private:
  Vector3 segment(std::size_t k, const State& state) const;

  std::vector<int> path_;
  std::vector<Vector3> reference_;
  int load_;
};

}  // namespace spondyl::fem
