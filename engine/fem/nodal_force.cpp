#include "fem/nodal_force.hpp"

#include <array>

#include "fem/assembly.hpp"

namespace spondyl::fem {

NodalForces::NodalForces(std::vector<NodalForce> forces, int load) : forces_(std::move(forces)), load_(load) {
  for (const NodalForce& f : forces_)
    stencils_.add(std::array{f.node});
}

Evaluation NodalForces::residual(const State& state, Assembly& out) const {
  for (std::size_t k = 0; k < forces_.size(); ++k) {
    const Vector3 gradient = -state.load[load_] * forces_[k].force;
    out.energy(first_slot() + k) = gradient.dot(state.node(forces_[k].node));
    Eigen::Map<Vector3>(out.force(first_slot() + k)) = gradient;
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
