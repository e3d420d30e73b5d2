// Dead loads: forces of fixed direction on nodes, all scaled by one load amplitude.
#pragma once

#include <vector>

#include "fem/mesh.hpp"
#include "fem/term.hpp"

namespace spondyl::fem {

/// Force on a node (N) at an amplitude of one.
struct NodalForce {
  int node;
  Vector3 force;
};

class NodalForces final : public Term {
 public:
  NodalForces(std::vector<NodalForce> forces, int load);

  double energy(const State& state, int threads) const override;
  Evaluation residual(const State& state, Assembly& out) const override;
  Evaluation tangent(const State& state, Assembly& out) const override;
  double admissible_step(const State&, const State&, int) const override { return 1.0; }

 private:
  std::vector<NodalForce> forces_;
  int load_;
};

}  // namespace spondyl::fem
