#include "fem/residual_measure.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>
#include <limits>

namespace spondyl::fem {

ResidualMeasure::ResidualMeasure(const Model& model, double tolerance) : model_(model), tolerance_(tolerance) {
  const auto& nodes = model.mesh().nodes;
  Eigen::AlignedBox3d box;
  for (const Hexahedron& e : model.mesh().hexahedra) {
    for (int n : e)
      box.extend(nodes[static_cast<std::size_t>(n)]);
  }
  if (!box.isEmpty())
    element_size_ = std::cbrt(box.volume() / static_cast<double>(model.mesh().hexahedra.size()));
  for (const RigidBody& body : model.bodies()) {
    double size = element_size_;
    for (int n : body.nodes)
      size = std::max(size, (nodes[static_cast<std::size_t>(n)] - body.center).norm());
    body_size_.push_back(size);
  }
}

void ResidualMeasure::moments_to_forces(Eigen::VectorXd& values) const {
  for (std::size_t b = 0; b < body_size_.size(); ++b) {
    for (int k = 3; k < 6; ++k) {
      if (const int e = model_.dofs().body_equation(static_cast<int>(b), k); e >= 0)
        values[e] /= body_size_[b];
    }
  }
}

/// Driven unknowns carry a reaction, not a residual. The scale is the sum of the forces before they cancel.
double ResidualMeasure::relative_size(const State& state, const Assembly& work, const Residual& r) const {
  Eigen::VectorXd free = r.unknowns;
  for (const auto& d : model_.dofs().driven())
    free[d.equation] = 0;
  moments_to_forces(free);
  double scale = std::max(work.force_scale(), rounding_ / tolerance_);
  for (const Moment& m : model_.moments())
    scale = std::max(scale, std::abs(state.load[m.load]) / body_size_[static_cast<std::size_t>(m.body)]);
  const double size = free.norm() + r.internal.norm() / element_size_;
  return std::max(scale > 0 ? size / scale : size, std::abs(r.constraint));
}

/// Rounding of the displacement gradient times the stiffness: all that is left of the residual of an unloaded model,
/// which has no forces to compare with.
void ResidualMeasure::estimate_rounding(const State& state, const Assembly& work) {
  Eigen::VectorXd diagonal(work.matrix().cols());
  for (Eigen::Index e = 0; e < diagonal.size(); ++e)
    diagonal[e] = work.matrix().coeff(e, e);
  moments_to_forces(diagonal);  // stiffness times arm squared becomes stiffness times arm
  constexpr double epsilon = std::numeric_limits<double>::epsilon();
  rounding_ = 8 * epsilon * diagonal.norm() * (element_size_ + state.displacement.lpNorm<Eigen::Infinity>());
}

}  // namespace spondyl::fem
