#include "fem/weighted_vector.hpp"

#include <algorithm>

namespace spondyl::fem {

WeightedVector::WeightedVector(const Mesh& mesh, const WeightedPoint& from, const WeightedPoint& to)
    : reference_(to.reference(mesh) - from.reference(mesh)) {
  const auto add = [&](const WeightedPoint& point, double sign) {
    for (std::size_t a = 0; a < point.nodes.size(); ++a) {
      const auto at = std::find(nodes_.begin(), nodes_.end(), point.nodes[a]) - nodes_.begin();
      if (at == std::ssize(nodes_)) {
        nodes_.push_back(point.nodes[a]);
        weights_.push_back(0);
      }
      weights_[static_cast<std::size_t>(at)] += sign * point.weights[a];
    }
  };
  add(from, -1);
  add(to, 1);
}

Vector3 WeightedVector::at(const State& state) const {
  Vector3 sum = reference_;
  for (std::size_t a = 0; a < nodes_.size(); ++a)
    sum += weights_[a] * state.node(nodes_[a]);
  return sum;
}

void WeightedVector::write_force(const Vector3& force, double* out) const {
  for (double w : weights_) {
    for (int d = 0; d < 3; ++d)
      *out++ = w * force[d];
  }
}

std::vector<double> WeightedVector::stiffness(const Matrix3& k) const {
  std::vector<double> packed;
  const std::size_t size = 3 * weights_.size();
  packed.reserve(size * (size + 1) / 2);
  for (std::size_t i = 0; i < size; ++i) {
    for (std::size_t j = 0; j <= i; ++j)
      packed.push_back(weights_[i / 3] * weights_[j / 3] * k(static_cast<int>(i % 3), static_cast<int>(j % 3)));
  }
  return packed;
}

}  // namespace spondyl::fem
