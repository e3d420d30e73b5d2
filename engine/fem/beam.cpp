#include "fem/beam.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include "core/parallel.hpp"
#include "fem/assembly.hpp"

namespace spondyl::fem {

namespace {

constexpr double arm = 10;  // mm, of a station; any length would do

/// Weights of the eight nodes of an element in the director `direction` of its station 0 or 1.
Eigen::VectorXd director(int station, const Vector3& direction) {
  Eigen::VectorXd weights = Eigen::VectorXd::Zero(8);
  const auto carried = carried_vector(direction);
  for (int k = 0; k < 4; ++k)
    weights[4 * station + k] = carried[static_cast<std::size_t>(k)];
  return weights;
}

PositionForms strain_forms(const Matrix3& axes, double length) {
  PositionForms forms(8);
  std::array<Eigen::VectorXd, 3> a, b;
  for (int i = 0; i < 3; ++i) {
    a[static_cast<std::size_t>(i)] = director(0, axes.col(i));
    b[static_cast<std::size_t>(i)] = director(1, axes.col(i));
  }
  Eigen::VectorXd line = Eigen::VectorXd::Zero(8);
  line[0] = -1;
  line[4] = 1;
  for (std::size_t i = 0; i < 3; ++i)
    forms.add_product(forms.add_form(), 0.5 / length, a[i] + b[i], line);
  for (std::size_t i = 0; i < 3; ++i) {
    // Products of two directors of one station cancel in e_ijk.
    const std::size_t j = (i + 1) % 3, k = (i + 2) % 3, form = forms.add_form();
    forms.add_product(form, 0.5 / length, a[k], b[j]);
    forms.add_product(form, -0.5 / length, a[j], b[k]);
  }
  return forms;
}

}  // namespace

BeamStation add_station(ModelDefinition& definition, const Vector3& center) {
  BeamStation station{definition.mesh.add_node(center), {}, static_cast<int>(definition.bodies.size())};
  for (int k = 0; k < 3; ++k)
    station.tips[static_cast<std::size_t>(k)] = definition.mesh.add_node(center + arm * Vector3::Unit(k));
  const auto nodes = station.nodes();
  definition.bodies.push_back({center, {nodes.begin(), nodes.end()}, {}});
  return station;
}

std::array<double, 4> carried_vector(const Vector3& direction) {
  const Vector3 tips = direction / arm;
  return {-tips.sum(), tips[0], tips[1], tips[2]};
}

WeightedPoint carried_point(const Mesh& mesh, const BeamStation& station, const Vector3& point) {
  const auto weights = carried_vector(point - mesh.nodes[static_cast<std::size_t>(station.center)]);
  WeightedPoint out;
  const auto nodes = station.nodes();
  for (std::size_t k = 0; k < 4; ++k) {
    const double w = weights[k] + (k == 0 ? 1.0 : 0.0);
    if (w == 0)
      continue;
    out.nodes.push_back(nodes[k]);
    out.weights.push_back(w);
  }
  return out;
}

BeamSection circular_section(double diameter, double e, double nu) {
  const double r2 = 0.25 * diameter * diameter, area = std::numbers::pi * r2, inertia = 0.25 * area * r2;
  const double g = e / (2 * (1 + nu)), shear = 6 * (1 + nu) / (7 + 6 * nu) * g * area;
  return {e * area, shear, shear, e * inertia, e * inertia, 2 * g * inertia};
}

BeamSection rectangular_section(double first, double second, double e, double nu) {
  const double area = first * second, g = e / (2 * (1 + nu)), shear = 5.0 / 6 * g * area;
  const double a = 0.5 * std::max(first, second), b = 0.5 * std::min(first, second);
  const double ratio = b / a;
  const double torsion = a * b * b * b * (16.0 / 3 - 3.36 * ratio * (1 - ratio * ratio * ratio * ratio / 12));
  return {e * area, shear, shear, e * area * second * second / 12, e * area * first * first / 12, g * torsion};
}

std::vector<BeamElement> beam_chain(const std::vector<BeamStation>& stations, const Vector3& first,
                                    const BeamSection& section) {
  std::vector<BeamElement> out;
  for (std::size_t k = 0; k + 1 < stations.size(); ++k)
    out.push_back({stations[k], stations[k + 1], first, section});
  return out;
}

Eigen::Vector2d BeamForces::moment_at(int end, double length) const {
  // Equilibrium: dM/ds + e_3 x V = 0.
  const double s = (end == 0 ? -0.5 : 0.5) * length;
  return moment + s * Eigen::Vector2d(shear[1], -shear[0]);
}

Beams::Beams(const Mesh& mesh, std::vector<BeamElement> elements) : elements_(std::move(elements)) {
  for (const BeamElement& e : elements_) {
    std::array<int, 8> nodes;
    const auto from = e.from.nodes(), to = e.to.nodes();
    std::copy(from.begin(), from.end(), nodes.begin());
    std::copy(to.begin(), to.end(), nodes.begin() + 4);
    stencils_.add(nodes);
    std::array<Vector3, 8> reference;
    for (std::size_t k = 0; k < 8; ++k)
      reference[k] = mesh.nodes[static_cast<std::size_t>(nodes[k])];
    const Vector3 line = reference[4] - reference[0];
    const double length = line.norm();
    const Vector3 along = line / length, across = e.first - e.first.dot(along) * along;
    if (!(length > 0) || !(across.norm() > 1e-6 * e.first.norm()))
      throw std::invalid_argument("a beam needs two stations apart and an axis across");
    Matrix3 axes;
    axes.col(0) = across.normalized();
    axes.col(2) = along;
    axes.col(1) = along.cross(axes.col(0));
    const BeamSection& s = e.section;
    // A force along `first` bends about `second`.
    const double first = 1 / (1 / s.shear_first + length * length / (12 * s.bending_second));
    const double second = 1 / (1 / s.shear_second + length * length / (12 * s.bending_first));
    Vector6 k;
    k << first, second, s.axial, s.bending_first, s.bending_second, s.torsion;
    lengths_.push_back(length);
    axes_.push_back(axes);
    forms_.push_back(strain_forms(axes, length));
    stiffness_.push_back(k);
    reference_.push_back(reference);
  }
}

/// From the first station: forms see no translation, and small numbers round less.
PositionForms::Positions Beams::positions(std::size_t k, const State& state) const {
  PositionForms::Positions x(8, 3);
  const auto nodes = stencils_[k];
  for (Eigen::Index a = 0; a < 8; ++a) {
    const auto n = static_cast<std::size_t>(a);
    x.row(a) = (reference_[k][n] - reference_[k][0] + state.node(nodes[n]) - state.node(nodes[0])).transpose();
  }
  return x;
}

Beams::Vector6 Beams::strains(std::size_t k, const PositionForms::Positions& x) const {
  Vector6 e = forms_[k].values(x);
  e[2] -= 1;
  return e;
}

Evaluation Beams::residual(const State& state, Assembly& out) const {
  for (std::size_t k = 0; k < elements_.size(); ++k) {
    const auto x = positions(k, state);
    const Vector6 e = strains(k, x), slope = lengths_[k] * stiffness_[k].cwiseProduct(e);
    out.energy(first_slot() + k) = 0.5 * slope.dot(e);
    forms_[k].write_force(x, slope, out.force(first_slot() + k));
  }
  return Evaluation::ok;
}

Evaluation Beams::tangent(const State& state, Assembly& out) const {
  core::parallel_for(elements_.size(), out.threads(), [&](std::size_t k) {
    const auto x = positions(k, state);
    const Vector6 slope = lengths_[k] * stiffness_[k].cwiseProduct(strains(k, x));
    forms_[k].write_force(x, slope, out.force(first_slot() + k));
    const Eigen::VectorXd initial = out.has_initial_stress() ? slope : Vector6::Zero();
    const Eigen::MatrixXd curvature = (lengths_[k] * stiffness_[k]).asDiagonal();
    out.stiffness(first_slot() + k, state, forms_[k].stiffness(x, initial, curvature).data());
  });
  return Evaluation::ok;
}

std::vector<BeamForces> Beams::forces(const State& state) const {
  std::vector<BeamForces> out;
  for (std::size_t k = 0; k < elements_.size(); ++k) {
    const Vector6 f = stiffness_[k].cwiseProduct(strains(k, positions(k, state)));
    out.push_back({f[2], f.head<2>(), f.segment<2>(3), f[5]});
  }
  return out;
}

SectionStress circular_stress(double diameter, const BeamForces& f, const Eigen::Vector2d& moment) {
  const double radius = 0.5 * diameter, area = std::numbers::pi * radius * radius,
               inertia = 0.25 * area * radius * radius;
  const double twist = std::abs(f.torsion) * radius / (2 * inertia), stretch = std::abs(f.axial) / area;
  const double bent = moment.norm() * radius / inertia + stretch, slid = 4 * f.shear.norm() / (3 * area) + twist;
  const double at_rim = std::sqrt(bent * bent + 3 * twist * twist);
  const double at_neutral = std::sqrt(stretch * stretch + 3 * slid * slid);
  if (at_neutral > at_rim)
    return {at_neutral, std::atan2(f.shear[1], f.shear[0]) + 0.5 * std::numbers::pi};
  // M_1 stretches the side of the second axis, M_2 compresses that of the first.
  const double tension = f.axial < 0 ? -1.0 : 1.0;
  return {at_rim, std::atan2(tension * moment[0], -tension * moment[1])};
}

}  // namespace spondyl::fem
