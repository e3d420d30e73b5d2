#include "fem/pressure_recovery.hpp"

#include <numeric>

namespace spondyl::fem {

namespace {

/// A sum over volume and the volume.
struct Mean {
  double sum = 0, volume = 0;

  void add(double value, double v) {
    sum += v * value;
    volume += v;
  }
  double value() const { return sum / volume; }
};

Mean element_mean(const PointFields* points) {
  Mean mean;
  for (std::size_t q = 0; q < hex8::n_points; ++q)
    mean.add(points[q].pressure, points[q].volume * points[q].volume_ratio);
  return mean;
}

}  // namespace

std::vector<double> recovered_pressure(const Mesh& mesh, const Block& block, const std::vector<PointFields>& fields) {
  const std::vector<int>& elements = block.elements();
  const auto nodes = [&](std::size_t e) -> const Hexahedron& {
    return mesh.hexahedra[static_cast<std::size_t>(elements[e])];
  };
  std::vector<Mean> at_nodes(mesh.nodes.size());
  for (std::size_t e = 0; e < elements.size(); ++e) {
    const Mean mean = element_mean(&fields[e * hex8::n_points]);
    for (int n : nodes(e))
      at_nodes[static_cast<std::size_t>(n)].add(mean.value(), mean.volume);
  }
  std::vector<double> pressure(elements.size());
  for (std::size_t e = 0; e < elements.size(); ++e) {
    pressure[e] = std::accumulate(nodes(e).begin(), nodes(e).end(), 0.0, [&](double sum, int n) {
      return sum + at_nodes[static_cast<std::size_t>(n)].value() / 8;
    });
  }
  return pressure;
}

}  // namespace spondyl::fem
