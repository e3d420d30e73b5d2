#include "spine/endplate_surface.hpp"

#include <Eigen/LU>
#include <cmath>

namespace spondyl::spine {

namespace {

constexpr double rim = 1e-6;  // natural coordinates past the edge of a quadrilateral that still count

using Weights = std::array<double, 4>;

Weights bilinear(double u, double v) {
  return {0.25 * (1 - u) * (1 - v), 0.25 * (1 + u) * (1 - v), 0.25 * (1 + u) * (1 + v), 0.25 * (1 - u) * (1 + v)};
}

template <class Values>
Eigen::Vector3d mean(const Weights& w, const Values& x) {
  return w[0] * x[0] + w[1] * x[1] + w[2] * x[2] + w[3] * x[3];
}

}  // namespace

EndplateSurface::EndplateSurface(const SpineMesh& mesh, const Plane& plane, const Frame& frame, double into_disc)
    : frame_(frame), into_disc_(into_disc) {
  for (const SectionQuad& quad : mesh.section.quads) {
    Quad q;
    for (std::size_t k = 0; k < 4; ++k) {
      q.nodes[k] = plane[static_cast<std::size_t>(quad.nodes[k])];
      q.places[k] = frame.axes.transpose() * (mesh.mesh.nodes[static_cast<std::size_t>(q.nodes[k])] - frame.origin);
    }
    quads_.push_back(q);
  }
}

std::optional<EndplatePlace> EndplateSurface::at(double x, double y) const {
  const Eigen::Vector2d wanted(x, y);
  for (const Quad& q : quads_) {
    Eigen::Vector2d xi(0, 0);
    Eigen::Vector3d by_u, by_v;
    for (int iteration = 0; iteration < 12; ++iteration) {
      const double u = xi[0], v = xi[1];
      by_u = 0.25 * ((1 - v) * (q.places[1] - q.places[0]) + (1 + v) * (q.places[2] - q.places[3]));
      by_v = 0.25 * ((1 - u) * (q.places[3] - q.places[0]) + (1 + u) * (q.places[2] - q.places[1]));
      Eigen::Matrix2d j;
      j << by_u.head<2>(), by_v.head<2>();
      const Eigen::Vector2d step = j.inverse() * (wanted - mean(bilinear(u, v), q.places).head<2>());
      xi += step;
      if (!(xi.lpNorm<Eigen::Infinity>() < 3) || step.norm() < 1e-13)
        break;
    }
    if (!(xi.lpNorm<Eigen::Infinity>() <= 1 + rim))
      continue;
    const Weights w = bilinear(xi[0], xi[1]);
    EndplatePlace place;
    place.point = {{q.nodes.begin(), q.nodes.end()}, {w.begin(), w.end()}};
    place.position = frame_.origin + frame_.axes * mean(w, q.places);
    const Eigen::Vector3d normal = by_u.cross(by_v).normalized();
    place.normal = frame_.axes * (normal.z() * into_disc_ < 0 ? Eigen::Vector3d(-normal) : normal);
    return place;
  }
  return std::nullopt;
}

}  // namespace spondyl::spine
