#include "fem/ties.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "core/parallel.hpp"
#include "fem/assembly.hpp"
#include "fem/weighted_vector.hpp"

namespace spondyl::fem {

namespace {

/// Nodes of a tie, each once, and what its vectors multiply them with.
struct TieNodes {
  std::vector<int> nodes;
  std::vector<double> distance, axis;  ///< weights in d and a

  TieNodes(const Mesh& mesh, const Tie& tie) {
    const WeightedVector d(mesh, tie.from, tie.to);
    nodes = d.nodes();
    distance = d.weights();
    axis.assign(nodes.size(), 0);
    for (std::size_t k = 0; k < tie.axis.nodes.size(); ++k) {
      const auto at =
          static_cast<std::size_t>(std::find(nodes.begin(), nodes.end(), tie.axis.nodes[k]) - nodes.begin());
      if (at == nodes.size()) {
        nodes.push_back(tie.axis.nodes[k]);
        distance.push_back(0);
        axis.push_back(0);
      }
      axis[at] += tie.axis.weights[k];
    }
  }
};

/// Derivatives of the gap, a . d / |a|, by |d|^2, a . d and |a|^2.
Eigen::Vector3d gap_slope(double gap, double axis) { return {0, 1 / axis, -0.5 * gap / (axis * axis)}; }

Eigen::Matrix3d gap_curvature(double gap, double axis) {
  const double mixed = -0.5 / (axis * axis * axis), pure = 0.75 * gap / (axis * axis * axis * axis);
  return Eigen::Matrix3d{{0, 0, 0}, {0, 0, mixed}, {0, mixed, pure}};
}

}  // namespace

Ties::Ties(const Mesh& mesh, std::vector<Tie> ties) : ties_(std::move(ties)) {
  for (const Tie& tie : ties_) {
    const TieNodes t(mesh, tie);
    stencils_.add(t.nodes);
    const auto n = static_cast<Eigen::Index>(t.nodes.size());
    const Eigen::VectorXd d = Eigen::Map<const Eigen::VectorXd>(t.distance.data(), n);
    const Eigen::VectorXd a = Eigen::Map<const Eigen::VectorXd>(t.axis.data(), n);
    PositionForms forms(n);
    forms.add_product(forms.add_form(), 1.0, d, d);
    forms.add_product(forms.add_form(), 1.0, a, d);
    forms.add_product(forms.add_form(), 1.0, a, a);
    forms_.push_back(std::move(forms));
    Eigen::MatrixX2d weights(n, 2);
    weights << d, a;
    weights_.push_back(std::move(weights));
    std::vector<Vector3> reference;
    Vector3 distance = Vector3::Zero(), axis = Vector3::Zero();
    for (std::size_t k = 0; k < t.nodes.size(); ++k) {
      reference.push_back(mesh.nodes[static_cast<std::size_t>(t.nodes[k])]);
      distance += t.distance[k] * reference.back();
      axis += t.axis[k] * reference.back();
    }
    reference_.push_back(std::move(reference));
    if (distance.norm() > 1e-6 || std::abs(axis.norm() - 1) > 1e-6)
      throw std::invalid_argument("a tie joins points that coincide, along a unit vector");
  }
}

/// From the first node: forms see no translation, and small numbers round less.
PositionForms::Positions Ties::positions(std::size_t k, const State& state) const {
  const auto nodes = stencils_[k];
  PositionForms::Positions x(static_cast<Eigen::Index>(nodes.size()), 3);
  for (std::size_t a = 0; a < nodes.size(); ++a) {
    x.row(static_cast<Eigen::Index>(a)) =
        (reference_[k][a] - reference_[k][0] + state.node(nodes[a]) - state.node(nodes[0])).transpose();
  }
  return x;
}

Ties::Stretch Ties::stretch(std::size_t k, const PositionForms::Positions& x) const {
  const Eigen::VectorXd q = forms_[k].values(x);
  const double axis = std::sqrt(q[2]), gap = q[1] / axis;
  return {q[0], gap, axis, ties_[k].pressed.response(-gap)};
}

double Ties::force_by_gap(std::size_t k, const Stretch& s) const {
  return (ties_[k].along - ties_[k].across) * s.gap - s.pressed.force;
}

Eigen::Vector3d Ties::slope(std::size_t k, const Stretch& s) const {
  return 0.5 * ties_[k].across * Eigen::Vector3d::UnitX() + force_by_gap(k, s) * gap_slope(s.gap, s.axis);
}

Evaluation Ties::residual(const State& state, Assembly& out) const {
  for (std::size_t k = 0; k < ties_.size(); ++k) {
    const auto x = positions(k, state);
    const Stretch s = stretch(k, x);
    const Tie& t = ties_[k];
    out.energy(first_slot() + k) =
        0.5 * t.across * s.square + 0.5 * (t.along - t.across) * s.gap * s.gap + s.pressed.energy;
    forms_[k].write_force(x, slope(k, s), out.force(first_slot() + k));
  }
  return Evaluation::ok;
}

Evaluation Ties::tangent(const State& state, Assembly& out) const {
  core::parallel_for(ties_.size(), out.threads(), [&](std::size_t k) {
    const auto x = positions(k, state);
    const Stretch s = stretch(k, x);
    const Tie& t = ties_[k];
    Eigen::Vector3d by_forms = slope(k, s);
    forms_[k].write_force(x, by_forms, out.force(first_slot() + k));
    const Eigen::Vector3d by_gap = gap_slope(s.gap, s.axis);
    Eigen::Matrix3d curvature = (t.along - t.across + s.pressed.tangent) * by_gap * by_gap.transpose();
    if (out.has_initial_stress())
      curvature += force_by_gap(k, s) * gap_curvature(s.gap, s.axis);
    else
      by_forms = {0.5 * t.across, 0, 0};
    out.stiffness(first_slot() + k, state, forms_[k].stiffness(x, by_forms, curvature).data());
  });
  return Evaluation::ok;
}

std::vector<TieForce> Ties::forces(const State& state) const {
  std::vector<TieForce> out;
  for (std::size_t k = 0; k < ties_.size(); ++k) {
    const auto x = positions(k, state);
    const Stretch s = stretch(k, x);
    const Eigen::Matrix<double, 3, 2> vectors = x.transpose() * weights_[k];
    const Vector3 axis = vectors.col(1) / s.axis, slide = vectors.col(0) - s.gap * axis;
    const double along = ties_[k].along * s.gap - s.pressed.force;
    out.push_back({along, ties_[k].across * slide.norm(), s.gap, -along * axis - ties_[k].across * slide, axis});
  }
  return out;
}

}  // namespace spondyl::fem
