// distance f(r, p) = r . p / |p| with r = point - origin and p = tip - origin:
//   df/dr = n,  df/dp = t / l  (t = r - f n, l = |p|, n = p / l)
//   d2f/drdp = (1 - n n') / l,  d2f/dp2 = -(r n' + n r' + f 1 - 3 f n n') / l^2
#include "fem/plane_contact.hpp"

#include <array>

#include "fem/assembly.hpp"

namespace spondyl::fem {

namespace {

using Vector9 = Eigen::Matrix<double, 9, 1>;
using Matrix9 = Eigen::Matrix<double, 9, 9>;

/// Node order point, origin, tip; r = x0 - x1, p = x2 - x1.
Vector9 to_nodes(const Vector3& by_r, const Vector3& by_p) {
  Vector9 v;
  v << by_r, -by_r - by_p, by_p;
  return v;
}

}  // namespace

PlaneContact::PlaneContact(const Mesh& mesh, std::vector<ContactPoint> points) : points_(std::move(points)) {
  for (const ContactPoint& c : points_) {
    stencils_.add(std::array{c.point, c.origin, c.tip});
    for (int n : {c.point, c.origin, c.tip})
      reference_.push_back(mesh.nodes[static_cast<std::size_t>(n)]);
  }
}

PlaneContact::Touch PlaneContact::touch(std::size_t k, const State& state) const {
  const ContactPoint& c = points_[k];
  const Vector3 origin = reference_[3 * k + 1] + state.node(c.origin);
  const Vector3 carrier = reference_[3 * k + 2] + state.node(c.tip) - origin;
  Touch t;
  t.arm = reference_[3 * k] + state.node(c.point) - origin;
  t.length = carrier.norm();
  t.normal = carrier / t.length;
  t.distance = t.arm.dot(t.normal);
  t.response = c.law.response(-t.distance / c.thickness);
  return t;
}

Evaluation PlaneContact::residual(const State& state, Assembly& out) const {
  for (std::size_t k = 0; k < points_.size(); ++k) {
    const Touch t = touch(k, state);
    const Vector9 gradient = to_nodes(t.normal, (t.arm - t.distance * t.normal) / t.length);
    out.energy(first_slot() + k) = t.response.energy * points_[k].thickness;
    Eigen::Map<Vector9>(out.force(first_slot() + k)) = -t.response.force * gradient;
  }
  return Evaluation::ok;
}

Evaluation PlaneContact::tangent(const State& state, Assembly& out) const {
  for (std::size_t k = 0; k < points_.size(); ++k) {
    const Touch t = touch(k, state);
    const Vector9 gradient = to_nodes(t.normal, (t.arm - t.distance * t.normal) / t.length);
    const Matrix3 nn = t.normal * t.normal.transpose();
    const Matrix3 rn = t.arm * t.normal.transpose();
    const Matrix3 mixed = (Matrix3::Identity() - nn) / t.length;
    const Matrix3 by_p =
        -(rn + rn.transpose() + t.distance * Matrix3::Identity() - 3 * t.distance * nn) / (t.length * t.length);
    Matrix9 hessian;  // of the distance: [0 M; M P] in (r, p), spread to the nodes
    hessian << Matrix3::Zero(), -mixed, mixed, -mixed, 2 * mixed + by_p, -mixed - by_p, mixed, -mixed - by_p, by_p;
    const double initial_force = out.has_initial_stress() ? t.response.force : 0.0;
    const Matrix9 stiffness =
        t.response.tangent / points_[k].thickness * gradient * gradient.transpose() - initial_force * hessian;
    Eigen::Map<Vector9>(out.force(first_slot() + k)) = -t.response.force * gradient;
    std::array<double, 45> packed;
    std::size_t p = 0;
    for (int i = 0; i < 9; ++i) {
      for (int j = 0; j <= i; ++j)
        packed[p++] = stiffness(i, j);
    }
    out.stiffness(first_slot() + k, state, packed.data());
  }
  return Evaluation::ok;
}

std::vector<double> PlaneContact::forces(const State& state) const {
  std::vector<double> out(points_.size());
  for (std::size_t k = 0; k < points_.size(); ++k)
    out[k] = touch(k, state).response.force;
  return out;
}

}  // namespace spondyl::fem
