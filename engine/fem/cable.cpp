#include "fem/cable.hpp"

#include <algorithm>

#include "fem/assembly.hpp"

namespace spondyl::fem {

Cable::Cable(const Mesh& mesh, const std::vector<int>& path, int load)
    : Cable(mesh, std::vector<WeightedPoint>(path.begin(), path.end()), load) {}

Cable::Cable(const Mesh& mesh, std::vector<WeightedPoint> path, int load) : path_(std::move(path)), load_(load) {
  for (const WeightedPoint& point : path_)
    reference_.push_back(point.reference(mesh));
  for (std::size_t k = 0; k + 1 < path_.size(); ++k) {
    // A node that both ends share, or one end names twice, is one node of the stencil with the sum of its weights.
    std::vector<int> nodes;
    std::vector<double> weights;
    const auto add = [&](int node, double weight) {
      const auto known = std::find(nodes.begin(), nodes.end(), node);
      if (known == nodes.end()) {
        nodes.push_back(node);
        weights.push_back(weight);
      } else {
        weights[static_cast<std::size_t>(known - nodes.begin())] += weight;
      }
    };
    for (std::size_t a = 0; a < path_[k].nodes.size(); ++a)
      add(path_[k].nodes[a], -path_[k].weights[a]);
    for (std::size_t a = 0; a < path_[k + 1].nodes.size(); ++a)
      add(path_[k + 1].nodes[a], path_[k + 1].weights[a]);
    stencils_.add(nodes);
    signed_weights_.push_back(std::move(weights));
  }
}

Vector3 Cable::position(std::size_t p, const State& state) const {
  return reference_[p] + path_[p].displacement(state);
}

void Cable::write_force(std::size_t k, const Vector3& pull, double* force) const {
  for (double w : signed_weights(k)) {
    for (int d = 0; d < 3; ++d)
      *force++ = w * pull[d];
  }
}

Evaluation Cable::residual(const State& state, Assembly& out) const {
  for (std::size_t k = 0; k < stencils_.size(); ++k) {
    const Vector3 d = segment(k, state);
    out.energy(first_slot() + k) = state.load[load_] * d.norm();
    write_force(k, state.load[load_] * d.normalized(), out.force(first_slot() + k));
  }
  return Evaluation::ok;
}

Evaluation Cable::tangent(const State& state, Assembly& out) const {
  for (std::size_t k = 0; k < stencils_.size(); ++k) {
    const Vector3 d = segment(k, state);
    const Vector3 n = d.normalized();
    const Matrix3 lateral = state.load[load_] / d.norm() * (Matrix3::Identity() - n * n.transpose());
    write_force(k, state.load[load_] * n, out.force(first_slot() + k));
    const auto& w = signed_weights(k);
    std::vector<double> packed;
    packed.reserve(9 * w.size() * w.size());
    for (std::size_t i = 0; i < 3 * w.size(); ++i) {
      for (std::size_t j = 0; j <= i; ++j) {
        packed.push_back(w[i / 3] * w[j / 3] * lateral(static_cast<int>(i % 3), static_cast<int>(j % 3)));
      }
    }
    out.stiffness(first_slot() + k, state, packed.data());
  }
  return Evaluation::ok;
}

}  // namespace spondyl::fem
