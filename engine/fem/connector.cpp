#include "fem/connector.hpp"

#include <array>

#include "fem/assembly.hpp"
#include "fem/pair_stiffness.hpp"

namespace spondyl::fem {

Connectors::Connectors(const Mesh& mesh, std::vector<Strand> strands) : strands_(std::move(strands)) {
  for (const Strand& s : strands_) {
    stencils_.add(std::array{s.from, s.to});
    reference_.push_back(mesh.nodes[static_cast<std::size_t>(s.from)]);
    reference_.push_back(mesh.nodes[static_cast<std::size_t>(s.to)]);
  }
}

Connectors::Line Connectors::line(std::size_t k, const State& state) const {
  const Strand& s = strands_[k];
  const Vector3 d = reference_[2 * k + 1] + state.node(s.to) - reference_[2 * k] - state.node(s.from);
  const double length = d.norm();
  return {d / length, length, s.law.response(length / s.rest_length - 1.0)};
}

Evaluation Connectors::residual(const State& state, Assembly& out) const {
  for (std::size_t k = 0; k < strands_.size(); ++k) {
    const Line l = line(k, state);
    out.energy(first_slot() + k) = l.response.energy * strands_[k].rest_length;
    write_pair_force(l.response.force * l.direction, out.force(first_slot() + k));
  }
  return Evaluation::ok;
}

Evaluation Connectors::tangent(const State& state, Assembly& out) const {
  for (std::size_t k = 0; k < strands_.size(); ++k) {
    const Line l = line(k, state);
    write_pair_force(l.response.force * l.direction, out.force(first_slot() + k));
    const auto stiffness =
        pair_stiffness(l.direction, l.response.tangent / strands_[k].rest_length, l.response.force / l.length);
    out.stiffness(first_slot() + k, state, stiffness.data());
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
