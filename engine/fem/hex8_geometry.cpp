#include "fem/hex8_geometry.hpp"

#include <Eigen/LU>
#include <algorithm>
#include <limits>

#include "fem/hex8_monomials.hpp"

namespace spondyl::fem::hex8 {

namespace {

/// dN/dxi of node a at a point with natural coordinates x.
Vector3 shape_gradient(int a, const Vector3& x) {
  const double* c = corner[a];
  return 0.125 * Vector3(c[0] * (1 + c[1] * x[1]) * (1 + c[2] * x[2]), c[1] * (1 + c[0] * x[0]) * (1 + c[2] * x[2]),
                         c[2] * (1 + c[0] * x[0]) * (1 + c[1] * x[1]));
}

/// dX/dxi at a natural point.
Matrix3 jacobian(const Mesh& mesh, const Hexahedron& element, const Vector3& x) {
  Matrix3 j = Matrix3::Zero();
  for (int a = 0; a < n_nodes; ++a) {
    j += mesh.nodes[static_cast<std::size_t>(element[static_cast<std::size_t>(a)])] * shape_gradient(a, x).transpose();
  }
  return j;
}

// Near 1/2 for faces at a small distance d, next to nothing for those furthest apart; of a cube all are small. Their sum is
// less than one.
Vector3 thin_weights(const Matrix3& contravariant) {
  const Vector3 square = contravariant.rowwise().squaredNorm().cwiseInverse();  // d^2 / 4
  return 0.49 * (Vector3::Ones() - 0.99 / square.maxCoeff() * square);
}

}  // namespace

GeometryResult reference_geometry(const Mesh& mesh, const Hexahedron& element) {
  GeometryResult result{};
  Geometry<double>& g = result.geometry;
  const Matrix3 center = jacobian(mesh, element, Vector3::Zero());
  const double center_determinant = center.determinant();
  const Matrix3 contravariant = center.inverse();  // row i is grad xi_i
  for (int i = 0; i < 3; ++i) {
    for (int d = 0; d < 3; ++d) {
      g.direction[i][d] = contravariant(i, d) / contravariant.row(i).norm();
      g.center_natural_gradient[i][d] = contravariant(i, d);
    }
  }
  const Vector3 weights = thin_weights(contravariant);
  for (int i = 0; i < 3; ++i)
    g.thin_weight[i] = weights[i];
  double nodes[n_nodes][3];  // from the first, so that they round less
  for (std::size_t a = 0; a < n_nodes; ++a) {
    const Vector3 x =
        mesh.nodes[static_cast<std::size_t>(element[a])] - mesh.nodes[static_cast<std::size_t>(element[0])];
    for (int d = 0; d < 3; ++d)
      nodes[a][d] = x[d];
  }
  to_monomials(nodes, g.position);
  g.center_volume = center_determinant;
  result.smallest_jacobian = center_determinant;
  for (int q = 0; q < n_points; ++q) {
    const Vector3 x = gauss * Vector3(corner[q][0], corner[q][1], corner[q][2]);
    const Matrix3 j = jacobian(mesh, element, x);
    const double determinant = j.determinant();
    result.smallest_jacobian = std::min(result.smallest_jacobian, determinant);
    const Matrix3 inverse = j.inverse();
    for (int i = 0; i < 3; ++i) {
      for (int d = 0; d < 3; ++d)
        g.natural_gradient[q][i][d] = inverse(i, d);
    }
    g.weight[q] = determinant;  // the Gauss weights are 1
    g.center_ratio[q] = center_determinant / determinant;
  }
  return result;
}

void set_lane(const Geometry<double>& from, int lane, Geometry<Lanes>& to) {
  const double* source = reinterpret_cast<const double*>(&from);
  auto* target = reinterpret_cast<Lanes*>(&to);
  static_assert(sizeof(Geometry<Lanes>) == n_lanes * sizeof(Geometry<double>));
  for (std::size_t k = 0; k < sizeof(Geometry<double>) / sizeof(double); ++k)
    target[k][lane] = source[k];
}

}  // namespace spondyl::fem::hex8
