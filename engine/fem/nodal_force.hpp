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

  Evaluation residual(const State& state, Assembly& out) const override;
  Evaluation tangent(const State& state, Assembly& out) const override;

 private:
  std::vector<NodalForce> forces_;
  int load_;
};

}  // namespace spondyl::fem
