#include "fem/embedding.hpp"

#include <Eigen/Geometry>
#include <Eigen/LU>
#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>

#include "fem/hex8.hpp"

namespace spondyl::fem {

namespace {

using Weights = std::array<double, 8>;

Weights shape_functions(const Vector3& xi) {
  Weights n;
  for (std::size_t a = 0; a < 8; ++a) {
    const double* c = hex8::corner[a];
    n[a] = 0.125 * (1 + c[0] * xi[0]) * (1 + c[1] * xi[1]) * (1 + c[2] * xi[2]);
  }
  return n;
}

class Element {
 public:
  Element(const Mesh& mesh, const Hexahedron& hexahedron) {
    for (std::size_t a = 0; a < 8; ++a) {
      nodes_[a] = mesh.nodes[static_cast<std::size_t>(hexahedron[a])];
      box_.extend(nodes_[a]);
    }
  }

  /// No point of the element is nearer than this: it lies within the box of its nodes.
  double least_distance(const Vector3& point) const { return box_.exteriorDistance(point); }

  Vector3 position(const Vector3& xi) const {
    const Weights n = shape_functions(xi);
    Vector3 sum = Vector3::Zero();
    for (std::size_t a = 0; a < 8; ++a)
      sum += n[a] * nodes_[a];
    return sum;
  }

  /// Natural coordinates of the nearest point of the cube. The position is linear in each coordinate, so the best value
  /// of one for given others is known; a Gauss-Newton step in those that are not held is taken first where it helps.
  Vector3 nearest(const Vector3& point) const {
    Vector3 xi = Vector3::Zero();
    for (int iteration = 0; iteration < 300; ++iteration) {
      const Vector3 before = xi;
      const Vector3 tried = (xi + gauss_newton(xi, point)).cwiseMax(-1).cwiseMin(1);
      if ((position(tried) - point).squaredNorm() < (position(xi) - point).squaredNorm())
        xi = tried;
      for (int d = 0; d < 3; ++d) {
        const Vector3 along = jacobian(xi).col(d);
        xi[d] = std::clamp(xi[d] + along.dot(point - position(xi)) / along.squaredNorm(), -1.0, 1.0);
      }
      if ((xi - before).norm() < 1e-14)
        break;
    }
    for (double& x : xi) {
      if (std::abs(std::abs(x) - 1) < 1e-7)
        x = std::copysign(1.0, x);
    }
    return xi;
  }

 private:
  /// Coordinates at a bound that the point lies beyond are held.
  Vector3 gauss_newton(const Vector3& xi, const Vector3& point) const {
    const Matrix3 j = jacobian(xi);
    Vector3 pull = j.transpose() * (point - position(xi));
    Matrix3 metric = j.transpose() * j;
    for (int d = 0; d < 3; ++d) {
      if (std::abs(xi[d]) < 1 || pull[d] * xi[d] <= 0)
        continue;
      metric.row(d).setZero();
      metric.col(d).setZero();
      metric(d, d) = 1;
      pull[d] = 0;
    }
    return metric.inverse() * pull;
  }

  Matrix3 jacobian(const Vector3& xi) const {
    Matrix3 j = Matrix3::Zero();
    for (std::size_t a = 0; a < 8; ++a) {
      const double* c = hex8::corner[a];
      const Vector3 factor(1 + c[0] * xi[0], 1 + c[1] * xi[1], 1 + c[2] * xi[2]);
      j +=
          0.125 * nodes_[a] *
          Vector3(c[0] * factor[1] * factor[2], c[1] * factor[0] * factor[2], c[2] * factor[0] * factor[1]).transpose();
    }
    return j;
  }

  std::array<Vector3, 8> nodes_;
  Eigen::AlignedBox3d box_;
};

}  // namespace

WeightedPoint embed(const Mesh& mesh, std::span<const int> elements, const Vector3& point) {
  assert(!elements.empty());
  double least = std::numeric_limits<double>::infinity();
  int found = elements.front();
  Vector3 at = Vector3::Zero();
  for (int e : elements) {
    const Element element(mesh, mesh.hexahedra[static_cast<std::size_t>(e)]);
    if (element.least_distance(point) >= least)
      continue;
    const Vector3 xi = element.nearest(point);
    const double distance = (element.position(xi) - point).norm();
    if (distance < least - 1e-9) {
      least = distance;
      found = e;
      at = xi;
    }
  }
  const Weights n = shape_functions(at);
  WeightedPoint out;
  for (std::size_t a = 0; a < 8; ++a) {
    if (n[a] == 0)
      continue;
    out.nodes.push_back(mesh.hexahedra[static_cast<std::size_t>(found)][a]);
    out.weights.push_back(n[a]);
  }
  return out;
}

}  // namespace spondyl::fem
