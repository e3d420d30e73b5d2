#include "fem/mesh_quality.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <numeric>

namespace spondyl::fem {

std::array<double, 8> corner_jacobians(const Mesh& mesh, const Hexahedron& element) {
  // Neighbors of each corner along xi, eta and zeta, in right-handed order.
  constexpr std::array<std::array<std::size_t, 3>, 8> neighbors{
      {{1, 3, 4}, {2, 0, 5}, {3, 1, 6}, {0, 2, 7}, {7, 5, 0}, {4, 6, 1}, {5, 7, 2}, {6, 4, 3}}};
  const auto x = [&](std::size_t k) -> const Vector3& { return mesh.nodes[static_cast<std::size_t>(element[k])]; };
  std::array<double, 8> out;
  for (std::size_t k = 0; k < 8; ++k) {
    const auto [a, b, c] = neighbors[k];
    const Vector3 u = x(a) - x(k), v = x(b) - x(k), w = x(c) - x(k);
    out[k] = u.cross(v).dot(w) / (u.norm() * v.norm() * w.norm());
  }
  return out;
}

double scaled_jacobian(const Mesh& mesh, const Hexahedron& element) {
  const auto corners = corner_jacobians(mesh, element);
  return *std::min_element(corners.begin(), corners.end());
}

MeshQuality mesh_quality(const Mesh& mesh, std::span<const int> elements) {
  MeshQuality out;
  out.n_elements = elements.size();
  std::vector<double> all;
  for (int e : elements) {
    const double quality = scaled_jacobian(mesh, mesh.hexahedra[static_cast<std::size_t>(e)]);
    if (all.empty() || quality < out.least) {
      out.least = quality;
      out.worst = e;
    }
    all.push_back(quality);
  }
  if (all.empty())
    return out;
  std::sort(all.begin(), all.end());
  out.fifth_percentile = all[all.size() / 20];
  const auto good = all.end() - std::upper_bound(all.begin(), all.end(), 0.5);
  out.above_half = static_cast<double>(good) / static_cast<double>(all.size());
  return out;
}

MeshQuality mesh_quality(const Mesh& mesh) {
  std::vector<int> all(mesh.hexahedra.size());
  std::iota(all.begin(), all.end(), 0);
  return mesh_quality(mesh, all);
}

}  // namespace spondyl::fem
