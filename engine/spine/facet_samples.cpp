#include "spine/facet_samples.hpp"

#include <Eigen/Geometry>
#include <cmath>

namespace spondyl::spine {

std::vector<FacetSample> samples(const fem::Mesh& mesh, const ArticularFace& face) {
  const double gauss = 1 / std::sqrt(3.0);
  std::vector<FacetSample> out;
  for (int row = 0; row < face.rows; ++row) {
    for (int column = 0; column < face.columns; ++column) {
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
          out.push_back({{{nodes.begin(), nodes.end()}, weights}, by_u.cross(by_v).norm()});
        }
      }
    }
  }
  return out;
}

}  // namespace spondyl::spine
