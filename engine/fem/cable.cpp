#include "fem/cable.hpp"

#include <array>

#include "fem/assembly.hpp"
#include "fem/pair_stiffness.hpp"

namespace spondyl::fem {

Cable::Cable(const Mesh& mesh, std::vector<int> path, int load) : path_(std::move(path)), load_(load) {
  for (std::size_t k = 0; k + 1 < path_.size(); ++k)
    stencils_.add(std::array{path_[k], path_[k + 1]});
  for (int n : path_)
    reference_.push_back(mesh.nodes[static_cast<std::size_t>(n)]);
}

Vector3 Cable::segment(std::size_t k, const State& state) const {
  return reference_[k + 1] + state.node(path_[k + 1]) - reference_[k] - state.node(path_[k]);
}

double Cable::energy(const State& state, int) const {
  double length = 0;
  for (std::size_t k = 0; k < stencils_.size(); ++k)
    length += segment(k, state).norm();
  return state.load[load_] * length;
}

Evaluation Cable::residual(const State& state, Assembly& out) const {
  for (std::size_t k = 0; k < stencils_.size(); ++k) {
    write_pair_force(state.load[load_] * segment(k, state).normalized(), out.force(first_slot() + k));
  }
  return Evaluation::ok;
}

Evaluation Cable::tangent(const State& state, Assembly& out) const {
  for (std::size_t k = 0; k < stencils_.size(); ++k) {
    const Vector3 d = segment(k, state);
    const double tension = state.load[load_];
    write_pair_force(tension * d.normalized(), out.force(first_slot() + k));
    out.stiffness(first_slot() + k, state, pair_stiffness(d.normalized(), 0.0, tension / d.norm()).data());
  }
  return Evaluation::ok;
}

}  // namespace spondyl::fem
