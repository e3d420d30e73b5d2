#include "fem/cable.hpp"

#include "fem/assembly.hpp"

namespace spondyl::fem {

Cable::Cable(const Mesh& mesh, const std::vector<int>& path, int load)
    : Cable(mesh, std::vector<WeightedPoint>(path.begin(), path.end()), load) {}

Cable::Cable(const Mesh& mesh, const std::vector<WeightedPoint>& path, int load) : load_(load) {
  for (std::size_t k = 0; k + 1 < path.size(); ++k) {
    segments_.emplace_back(mesh, path[k], path[k + 1]);
    stencils_.add(segments_.back().nodes());
  }
}

Evaluation Cable::residual(const State& state, Assembly& out) const {
  const double tension = state.load[load_];
  for (std::size_t k = 0; k < segments_.size(); ++k) {
    const Vector3 d = segments_[k].at(state);
    out.energy(first_slot() + k) = tension * d.norm();
    segments_[k].write_force(tension * d.normalized(), out.force(first_slot() + k));
  }
  return Evaluation::ok;
}

Evaluation Cable::tangent(const State& state, Assembly& out) const {
  const double tension = state.load[load_];
  for (std::size_t k = 0; k < segments_.size(); ++k) {
    const Vector3 d = segments_[k].at(state), n = d.normalized();
    segments_[k].write_force(tension * n, out.force(first_slot() + k));
    const auto packed = segments_[k].stiffness(tension / d.norm() * (Matrix3::Identity() - n * n.transpose()));
    out.stiffness(first_slot() + k, state, packed.data());
  }
  return Evaluation::ok;
}

}  // namespace spondyl::fem
