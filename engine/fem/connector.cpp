#include "fem/connector.hpp"

#include "core/parallel.hpp"
#include "fem/assembly.hpp"

namespace spondyl::fem {

Connectors::Connectors(const Mesh& mesh, std::vector<Strand> strands) : strands_(std::move(strands)) {
  for (const Strand& s : strands_) {
    vectors_.emplace_back(mesh, s.from, s.to);
    stencils_.add(vectors_.back().nodes());
  }
}

Connectors::Line Connectors::line(std::size_t k, const State& state) const {
  const Strand& s = strands_[k];
  const Vector3 d = vectors_[k].at(state);
  const double length = d.norm();
  return {d / length, length, s.law.response(length / s.rest_length - 1.0)};
}

Evaluation Connectors::residual(const State& state, Assembly& out) const {
  for (std::size_t k = 0; k < strands_.size(); ++k) {
    const Line l = line(k, state);
    out.energy(first_slot() + k) = l.response.energy * strands_[k].rest_length;
    vectors_[k].write_force(l.response.force * l.direction, out.force(first_slot() + k));
  }
  return Evaluation::ok;
}

Evaluation Connectors::tangent(const State& state, Assembly& out) const {
  core::parallel_for(strands_.size(), out.threads(), [&](std::size_t k) {
    const Line l = line(k, state);
    vectors_[k].write_force(l.response.force * l.direction, out.force(first_slot() + k));
    const Matrix3 along = l.direction * l.direction.transpose();
    const auto packed = vectors_[k].stiffness(l.response.tangent / strands_[k].rest_length * along +
                                              l.response.force / l.length * (Matrix3::Identity() - along));
    out.stiffness(first_slot() + k, state, packed.data());
  });
  return Evaluation::ok;
}

std::vector<double> Connectors::tensions(const State& state) const {
  std::vector<double> out(strands_.size());
  for (std::size_t k = 0; k < strands_.size(); ++k)
    out[k] = line(k, state).response.force;
  return out;
}

}  // namespace spondyl::fem
