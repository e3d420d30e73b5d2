#include "fem/patch_contact.hpp"

#include <Eigen/Geometry>
#include <Eigen/LU>
#include <cmath>
#include <map>
#include <stdexcept>

#include "core/parallel.hpp"
#include "fem/assembly.hpp"

namespace spondyl::fem {

namespace {

/// A number with its first and second derivatives by r, a and b.
struct Jet {
  using Gradient = Eigen::Matrix<double, 9, 1>;
  using Hessian = Eigen::Matrix<double, 9, 9>;
  double value = 0;
  Gradient gradient = Gradient::Zero();
  Hessian hessian = Hessian::Zero();

  static Jet variable(double value, int index) {
    Jet jet;
    jet.value = value;
    jet.gradient[index] = 1;
    return jet;
  }
  /// f(this) from f and its derivatives there.
  Jet through(double f, double df, double ddf) const {
    return {f, df * gradient, df * hessian + ddf * gradient * gradient.transpose()};
  }
};
Jet operator+(const Jet& x, const Jet& y) {
  return {x.value + y.value, x.gradient + y.gradient, x.hessian + y.hessian};
}
Jet operator-(const Jet& x, const Jet& y) {
  return {x.value - y.value, x.gradient - y.gradient, x.hessian - y.hessian};
}
Jet operator*(const Jet& x, const Jet& y) {
  const Jet::Hessian cross = x.gradient * y.gradient.transpose();
  return {x.value * y.value, x.value * y.gradient + y.value * x.gradient,
          x.value * y.hessian + y.value * x.hessian + cross + cross.transpose()};
}
Jet power(const Jet& x, double exponent) {
  const double f = std::pow(x.value, exponent);
  return x.through(f, exponent * f / x.value, exponent * (exponent - 1) * f / (x.value * x.value));
}

using Jet3 = std::array<Jet, 3>;
Jet dot(const Jet3& x, const Jet3& y) { return x[0] * y[0] + x[1] * y[1] + x[2] * y[2]; }
Jet3 cross(const Jet3& x, const Jet3& y) {
  return {x[1] * y[2] - x[2] * y[1], x[2] * y[0] - x[0] * y[2], x[0] * y[1] - x[1] * y[0]};
}

/// 1 inside the rim, 0 past the margin, twice continuously differentiable between.
struct Fade {
  double value, first, second;
};
Fade fade_at(double distance, double half, double margin) {
  const double t = (std::abs(distance) - half) / margin;
  if (t <= 0)
    return {1, 0, 0};
  if (t >= 1)
    return {0, 0, 0};
  const double slope = std::copysign(1 / margin, distance);
  return {1 - t * t * t * (10 - 15 * t + 6 * t * t), -30 * t * t * (1 - t) * (1 - t) * slope,
          -60 * t * (1 - t) * (1 - 2 * t) / (margin * margin)};
}

}  // namespace

ContactPatch make_contact_patch(const Mesh& mesh, std::span<const int> nodes, const Vector3& origin,
                                const Vector3& first, const Vector3& second, double half_first, double half_second,
                                double margin) {
  const auto place = [&](int n) {
    const Vector3 r = mesh.nodes[static_cast<std::size_t>(n)] - origin;
    return Vector3(1, r.dot(first), r.dot(second));
  };
  Matrix3 moments = Matrix3::Zero();
  for (int n : nodes)
    moments += place(n) * place(n).transpose();
  if (!(moments.determinant() > 1e-9 * moments.diagonal().prod()))
    throw std::invalid_argument("nodes of a contact patch must span a plane");
  const Matrix3 inverse = moments.inverse();
  ContactPatch patch{{nodes.begin(), nodes.end()}, {}, half_first, half_second, margin};
  for (int n : nodes) {
    const Vector3 fit = inverse * place(n);
    patch.weights.push_back({fit[0], fit[1], fit[2]});
  }
  return patch;
}

PatchContact::PatchContact(const Mesh& mesh, ContactPatch patch, std::vector<ContactPoint> points)
    : patch_(std::move(patch)), points_(std::move(points)) {
  std::array<Vector3, 3> plane{Vector3::Zero(), Vector3::Zero(), Vector3::Zero()};  // origin, tangents
  for (std::size_t a = 0; a < patch_.nodes.size(); ++a) {
    for (std::size_t c = 0; c < 3; ++c)
      plane[c] += patch_.weights[a][c] * mesh.nodes[static_cast<std::size_t>(patch_.nodes[a])];
  }
  for (const ContactPoint& c : points_) {
    std::vector<int> nodes = c.point.nodes;
    std::vector<std::array<double, 3>> weights;
    for (double w : c.point.weights)
      weights.push_back({w, 0, 0});
    for (std::size_t a = 0; a < patch_.nodes.size(); ++a) {
      nodes.push_back(patch_.nodes[a]);
      const auto [origin, first, second] = patch_.weights[a];
      weights.push_back({-origin, first, second});
    }
    stencils_.add(nodes);
    weights_.push_back(std::move(weights));
    Vector9 frame;
    frame.segment<3>(0) = c.point.reference(mesh) - plane[0];
    frame.segment<3>(3) = plane[1];
    frame.segment<3>(6) = plane[2];
    reference_.push_back(frame);
  }
}

PatchContact::Vector9 PatchContact::frame(std::size_t k, const State& state) const {
  Vector9 frame = reference_[k];
  const auto nodes = stencils_[k];
  for (std::size_t a = 0; a < nodes.size(); ++a) {
    for (int c = 0; c < 3; ++c)
      frame.segment<3>(3 * c) += weights_[k][a][static_cast<std::size_t>(c)] * state.node(nodes[a]);
  }
  return frame;
}

PatchContact::Touch PatchContact::touch(std::size_t k, const State& state) const {
  const Vector9 x = frame(k, state);
  const Vector3 r = x.segment<3>(0), a = x.segment<3>(3), b = x.segment<3>(6);
  Touch t{};
  t.gap = r.dot(a.cross(b).normalized());
  t.response = points_[k].law.response(-t.gap / points_[k].thickness);
  t.fade = fade_at(r.dot(a) / a.squaredNorm(), patch_.half_first, patch_.margin).value *
           fade_at(r.dot(b) / b.squaredNorm(), patch_.half_second, patch_.margin).value;
  return t;
}

void PatchContact::write_force(std::size_t k, const Vector9& gradient, double* out) const {
  for (const auto& w : weights_[k]) {
    for (int d = 0; d < 3; ++d)
      *out++ = w[0] * gradient[d] + w[1] * gradient[3 + d] + w[2] * gradient[6 + d];
  }
}

namespace {

struct Derivatives {
  Jet energy;
  Jet::Gradient gap_gradient;
  double stiffness;  ///< second derivative of the energy by the gap alone
};

Derivatives derivatives(const Jet::Gradient& x, const ContactPatch& patch, const ContactPoint& point) {
  const auto vector = [&](int first) {
    return Jet3{Jet::variable(x[first], first), Jet::variable(x[first + 1], first + 1),
                Jet::variable(x[first + 2], first + 2)};
  };
  const Jet3 r = vector(0), a = vector(3), b = vector(6), n = cross(a, b);
  const Jet gap = dot(r, n) * power(dot(n, n), -0.5);
  const auto faded = [&](const Jet3& tangent, double half) {
    const Jet distance = dot(r, tangent) * power(dot(tangent, tangent), -1);
    const Fade f = fade_at(distance.value, half, patch.margin);
    return distance.through(f.value, f.first, f.second);
  };
  const auto response = point.law.response(-gap.value / point.thickness);
  const Jet layer = gap.through(response.energy * point.thickness, -response.force, response.tangent / point.thickness);
  const Jet fade = faded(a, patch.half_first) * faded(b, patch.half_second);
  return {layer * fade, gap.gradient, response.tangent / point.thickness * fade.value};
}

}  // namespace

Evaluation PatchContact::residual(const State& state, Assembly& out) const {
  for (std::size_t k = 0; k < points_.size(); ++k) {
    const Touch t = touch(k, state);
    Vector9 gradient = Vector9::Zero();
    if (t.response.force > 0 && t.fade > 0)
      gradient = derivatives(frame(k, state), patch_, points_[k]).energy.gradient;
    out.energy(first_slot() + k) = t.response.energy * points_[k].thickness * t.fade;
    write_force(k, gradient, out.force(first_slot() + k));
  }
  return Evaluation::ok;
}

Evaluation PatchContact::tangent(const State& state, Assembly& out) const {
  core::parallel_for(points_.size(), out.threads(), [&](std::size_t k) {
    const std::size_t size = 3 * weights_[k].size();
    std::vector<double> packed(size * (size + 1) / 2, 0.0);
    const Touch t = touch(k, state);
    Vector9 gradient = Vector9::Zero();
    if (t.response.force > 0 && t.fade > 0) {
      const Derivatives d = derivatives(frame(k, state), patch_, points_[k]);
      gradient = d.energy.gradient;
      Jet::Hessian h = d.energy.hessian;
      if (!out.has_initial_stress())
        h = d.stiffness * d.gap_gradient * d.gap_gradient.transpose();
      // d(r, a, b)/d(nodes) is sparse: one weight of each for every node.
      Eigen::Matrix<double, 9, Eigen::Dynamic> right(9, static_cast<Eigen::Index>(size));
      const auto weight = [&](std::size_t column, int c) {
        return weights_[k][column / 3][static_cast<std::size_t>(c)];
      };
      for (std::size_t j = 0; j < size; ++j) {
        const int axis = static_cast<int>(j % 3);
        right.col(static_cast<Eigen::Index>(j)) =
            weight(j, 0) * h.col(axis) + weight(j, 1) * h.col(3 + axis) + weight(j, 2) * h.col(6 + axis);
      }
      std::size_t p = 0;
      for (std::size_t i = 0; i < size; ++i) {
        const int axis = static_cast<int>(i % 3);
        for (std::size_t j = 0; j <= i; ++j) {
          const auto column = right.col(static_cast<Eigen::Index>(j));
          packed[p++] = weight(i, 0) * column[axis] + weight(i, 1) * column[3 + axis] + weight(i, 2) * column[6 + axis];
        }
      }
    }
    write_force(k, gradient, out.force(first_slot() + k));
    out.stiffness(first_slot() + k, state, packed.data());
  });
  return Evaluation::ok;
}

std::vector<double> PatchContact::gaps(const State& state) const {
  std::vector<double> out;
  for (std::size_t k = 0; k < points_.size(); ++k)
    out.push_back(touch(k, state).gap);
  return out;
}

std::vector<double> PatchContact::forces(const State& state) const {
  std::vector<double> out;
  for (std::size_t k = 0; k < points_.size(); ++k) {
    const Touch t = touch(k, state);
    out.push_back(t.response.force * t.fade);
  }
  return out;
}

std::optional<ContactPush> PatchContact::push(const State& state) const {
  const std::vector<double> forces = this->forces(state);
  double sum = 0;
  for (double force : forces)
    sum += force;
  if (!(sum > 0))
    return std::nullopt;
  std::map<int, double> weights;
  for (std::size_t k = 0; k < points_.size(); ++k) {
    const WeightedPoint& point = points_[k].point;
    for (std::size_t a = 0; a < point.nodes.size(); ++a)
      weights[point.nodes[a]] += forces[k] / sum * point.weights[a];
  }
  ContactPush out;
  for (const auto& [node, weight] : weights) {
    out.place.nodes.push_back(node);
    out.place.weights.push_back(weight);
  }
  const Vector9 x = frame(0, state);  // all points have the patch in common
  out.force = sum * x.segment<3>(3).cross(x.segment<3>(6)).normalized();
  return out;
}

double PatchContact::area(const State& state) const {
  double sum = 0;
  for (std::size_t k = 0; k < points_.size(); ++k) {
    const Touch t = touch(k, state);
    sum += t.response.force > 0 ? points_[k].area * t.fade : 0.0;
  }
  return sum;
}

}  // namespace spondyl::fem
