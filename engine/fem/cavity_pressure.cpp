// V = 1/3 sum over 2x2 Gauss points of x . (x_xi x x_eta), exact for bilinear faces.
#include "fem/cavity_pressure.hpp"

#include "fem/assembly.hpp"
#include "fem/rotation.hpp"

namespace spondyl::fem {

namespace {

using Corners = Eigen::Matrix<double, 3, 4>;

/// Shape functions and position with its derivatives at one Gauss point.
struct SurfacePoint {
  Eigen::Vector4d n, n_xi, n_eta;
  Vector3 x, x_xi, x_eta;

  SurfacePoint(const Corners& corners, double xi, double eta)
      : n(0.25 * (1 - xi) * (1 - eta), 0.25 * (1 + xi) * (1 - eta), 0.25 * (1 + xi) * (1 + eta),
          0.25 * (1 - xi) * (1 + eta)),
        n_xi(-0.25 * (1 - eta), 0.25 * (1 - eta), 0.25 * (1 + eta), -0.25 * (1 + eta)),
        n_eta(-0.25 * (1 - xi), -0.25 * (1 + xi), 0.25 * (1 + xi), 0.25 * (1 - xi)),
        x(corners * n),
        x_xi(corners * n_xi),
        x_eta(corners * n_eta) {}
};

template <class Visit>
void for_each_point(const Corners& corners, const Visit& visit) {
  constexpr double g = 0.57735026918962576451;
  for (double xi : {-g, g}) {
    for (double eta : {-g, g})
      visit(SurfacePoint(corners, xi, eta));
  }
}

double cone_of_face(const Corners& corners) {
  double volume = 0;
  for_each_point(corners, [&](const SurfacePoint& p) { volume += p.x.dot(p.x_xi.cross(p.x_eta)) / 3; });
  return volume;
}

Corners volume_gradient(const Corners& corners) {
  Corners gradient = Corners::Zero();
  for_each_point(corners, [&](const SurfacePoint& p) {
    gradient += (p.x_xi.cross(p.x_eta) * p.n.transpose() + p.x_eta.cross(p.x) * p.n_xi.transpose() +
                 p.x.cross(p.x_xi) * p.n_eta.transpose()) /
                3;
  });
  return gradient;
}

Eigen::Matrix<double, 12, 12> volume_hessian(const Corners& corners) {
  Eigen::Matrix<double, 12, 12> hessian = Eigen::Matrix<double, 12, 12>::Zero();
  for_each_point(corners, [&](const SurfacePoint& p) {
    for (int a = 0; a < 4; ++a) {
      for (int b = 0; b < 4; ++b) {
        const Vector3 v = (p.n_xi[a] * p.n[b] - p.n[a] * p.n_xi[b]) * p.x_eta +
                          (p.n[a] * p.n_eta[b] - p.n_eta[a] * p.n[b]) * p.x_xi +
                          (p.n_eta[a] * p.n_xi[b] - p.n_xi[a] * p.n_eta[b]) * p.x;
        hessian.block<3, 3>(3 * a, 3 * b) += cross(v) / 3;
      }
    }
  });
  return hessian;
}

}  // namespace

CavityPressure::CavityPressure(const Mesh& mesh, std::vector<std::array<int, 4>> faces, int load)
    : faces_(std::move(faces)), load_(load) {
  for (const auto& face : faces_) {
    stencils_.add(face);
    Corners x;
    for (std::size_t a = 0; a < 4; ++a)
      x.col(static_cast<Eigen::Index>(a)) = mesh.nodes[static_cast<std::size_t>(face[a])];
    reference_.push_back(x);
  }
}

CavityPressure::Corners CavityPressure::corners(std::size_t face, const State& state) const {
  Corners x = reference_[face];
  for (std::size_t a = 0; a < 4; ++a)
    x.col(static_cast<Eigen::Index>(a)) += state.node(faces_[face][a]);
  return x;
}

double CavityPressure::cone_volume(const State& state) const {
  double volume = 0;
  for (std::size_t f = 0; f < faces_.size(); ++f)
    volume += cone_of_face(corners(f, state));
  return volume;
}

Evaluation CavityPressure::residual(const State& state, Assembly& out) const {
  for (std::size_t f = 0; f < faces_.size(); ++f) {
    const Corners x = corners(f, state);
    out.energy(first_slot() + f) = state.load[load_] * cone_of_face(x);
    Eigen::Map<Corners>(out.force(first_slot() + f)) = state.load[load_] * volume_gradient(x);
  }
  return Evaluation::ok;
}

Evaluation CavityPressure::tangent(const State& state, Assembly& out) const {
  for (std::size_t f = 0; f < faces_.size(); ++f) {
    const Eigen::Matrix<double, 12, 12> k = state.load[load_] * volume_hessian(corners(f, state));
    std::array<double, 78> packed;
    std::size_t p = 0;
    for (int i = 0; i < 12; ++i) {
      for (int j = 0; j <= i; ++j)
        packed[p++] = k(i, j);
    }
    out.stiffness(first_slot() + f, state, packed.data());
  }
  return residual(state, out);
}

}  // namespace spondyl::fem
