#include "fem/connector.hpp"

#include <algorithm>

#include "fem/assembly.hpp"

namespace spondyl::fem {

namespace {

/// Derivative of the energy by the nodes of a vector with the given weights.
void write_force(const Vector3& force, const std::vector<double>& weights, double* out) {
  for (double w : weights) {
    for (int d = 0; d < 3; ++d)
      *out++ = w * force[d];
  }
}

/// Packed lower triangle of the stiffness; `axial` = dt/dlength, `lateral` = t/length, both N/mm.
std::vector<double> stiffness(const Vector3& n, double axial, double lateral, const std::vector<double>& weights) {
  const Matrix3 k = axial * n * n.transpose() + lateral * (Matrix3::Identity() - n * n.transpose());
  std::vector<double> packed;
  const std::size_t size = 3 * weights.size();
  packed.reserve(size * (size + 1) / 2);
  for (std::size_t i = 0; i < size; ++i) {
    for (std::size_t j = 0; j <= i; ++j)
      packed.push_back(weights[i / 3] * weights[j / 3] * k(static_cast<int>(i % 3), static_cast<int>(j % 3)));
  }
  return packed;
}

}  // namespace

Connectors::Connectors(const Mesh& mesh, std::vector<Strand> strands) : strands_(std::move(strands)) {
  for (const Strand& s : strands_) {
    // A node of both ends is one node of the stencil.
    std::vector<int> nodes;
    std::vector<double> weights;
    const auto add = [&](const WeightedPoint& point, double sign) {
      for (std::size_t a = 0; a < point.nodes.size(); ++a) {
        const auto at = std::find(nodes.begin(), nodes.end(), point.nodes[a]) - nodes.begin();
        if (at == std::ssize(nodes)) {
          nodes.push_back(point.nodes[a]);
          weights.push_back(0);
        }
        weights[static_cast<std::size_t>(at)] += sign * point.weights[a];
      }
    };
    add(s.from, -1);
    add(s.to, 1);
    stencils_.add(nodes);
    weights_.push_back(std::move(weights));
    reference_.push_back(s.to.reference(mesh) - s.from.reference(mesh));
  }
}

Connectors::Line Connectors::line(std::size_t k, const State& state) const {
  const Strand& s = strands_[k];
  const Vector3 d = reference_[k] + s.to.displacement(state) - s.from.displacement(state);
  const double length = d.norm();
  return {d / length, length, s.law.response(length / s.rest_length - 1.0)};
}

Evaluation Connectors::residual(const State& state, Assembly& out) const {
  for (std::size_t k = 0; k < strands_.size(); ++k) {
    const Line l = line(k, state);
    out.energy(first_slot() + k) = l.response.energy * strands_[k].rest_length;
    write_force(l.response.force * l.direction, weights_[k], out.force(first_slot() + k));
  }
  return Evaluation::ok;
}

Evaluation Connectors::tangent(const State& state, Assembly& out) const {
  for (std::size_t k = 0; k < strands_.size(); ++k) {
    const Line l = line(k, state);
    write_force(l.response.force * l.direction, weights_[k], out.force(first_slot() + k));
    const auto packed =
        stiffness(l.direction, l.response.tangent / strands_[k].rest_length, l.response.force / l.length, weights_[k]);
    out.stiffness(first_slot() + k, state, packed.data());
  }
  return Evaluation::ok;
}

std::vector<double> Connectors::tensions(const State& state) const {
  std::vector<double> out(strands_.size());
  for (std::size_t k = 0; k < strands_.size(); ++k)
    out[k] = line(k, state).response.force;
  return out;
}

}  // namespace spondyl::fem
