#include "spine/facet_samples.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>

namespace spondyl::spine {

namespace {

constexpr double negligible = 0.01;  // of a quadrilateral

}

std::vector<FacetSample> samples(const fem::Mesh& mesh, const ArticularFace& face, double removed) {
  const double gauss = 1 / std::sqrt(3.0);
  std::vector<FacetSample> out;
  for (int row = 0; row < face.rows; ++row) {
    for (int column = first_column(face, removed); column < face.columns; ++column) {
      const double kept = std::min(column + 1 - removed * face.columns, 1.0);
      const std::array nodes{face.node(column, row), face.node(column + 1, row), face.node(column + 1, row + 1),
                             face.node(column, row + 1)};
      std::array<Eigen::Vector3d, 4> x;
      for (std::size_t a = 0; a < 4; ++a)
        x[a] = mesh.nodes[static_cast<std::size_t>(nodes[a])];
      for (double v : {-gauss, gauss}) {
        for (double u : {-gauss, gauss}) {
          const std::vector<double> weights{0.25 * (1 - u) * (1 - v), 0.25 * (1 + u) * (1 - v),
                                            0.25 * (1 + u) * (1 + v), 0.25 * (1 - u) * (1 + v)};
          const Eigen::Vector3d by_u = 0.25 * ((1 - v) * (x[1] - x[0]) + (1 + v) * (x[2] - x[3]));
          const Eigen::Vector3d by_v = 0.25 * ((1 - u) * (x[3] - x[0]) + (1 + u) * (x[2] - x[1]));
          out.push_back({{{nodes.begin(), nodes.end()}, weights}, kept * by_u.cross(by_v).norm()});
        }
      }
    }
  }
  return out;
}

int first_column(const ArticularFace& face, double removed) {
  return static_cast<int>(removed * face.columns + negligible);
}

double removed_share(const SpineMesh& mesh, Level level, Side side) {
  return std::max(mesh.removed(upper(level), Region::inferior_articular, side),
                  mesh.removed(lower(level), Region::superior_articular, side));
}

}  // namespace spondyl::spine
