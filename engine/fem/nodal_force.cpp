#include "fem/nodal_force.hpp"

#include <array>

#include "fem/assembly.hpp"

namespace spondyl::fem {

NodalForces::NodalForces(std::vector<NodalForce> forces, int load) : forces_(std::move(forces)), load_(load) {
  for (const NodalForce& f : forces_)
    stencils_.add(std::array{f.node});
}

double NodalForces::energy(const State& state, int) const {
  double work = 0;
  for (const NodalForce& f : forces_)
    work += f.force.dot(state.node(f.node));
  return -state.load[load_] * work;
}

Evaluation NodalForces::residual(const State& state, Assembly& out) const {
  for (std::size_t k = 0; k < forces_.size(); ++k) {
    Eigen::Map<Vector3>(out.force(first_slot() + k)) = -state.load[load_] * forces_[k].force;
  }
  return Evaluation::ok;
}

Evaluation NodalForces::tangent(const State& state, Assembly& out) const {
  const double zero[6] = {};
  for (std::size_t k = 0; k < forces_.size(); ++k)
    out.stiffness(first_slot() + k, state, zero);
  return residual(state, out);
}

}  // namespace spondyl::fem
