// A point that moves with nodes of the mesh: a weighted mean of them, such as a point embedded in an element.
#pragma once

#include <vector>

#include "fem/mesh.hpp"
#include "fem/state.hpp"

namespace spondyl::fem {

/// Nodes, each once, with weights that add up to 1.
struct WeightedPoint {
  std::vector<int> nodes;
  std::vector<double> weights;

  WeightedPoint() = default;
  /// The node itself.
  WeightedPoint(int node) : nodes{node}, weights{1.0} {}
  WeightedPoint(std::vector<int> of_nodes, std::vector<double> with_weights)
      : nodes(std::move(of_nodes)), weights(std::move(with_weights)) {}

  /// Place in the reference configuration, mm.
  Vector3 reference(const Mesh& mesh) const {
    Vector3 sum = Vector3::Zero();
    for (std::size_t a = 0; a < nodes.size(); ++a)
      sum += weights[a] * mesh.nodes[static_cast<std::size_t>(nodes[a])];
    return sum;
  }
  Vector3 displacement(const State& state) const {
    Vector3 sum = Vector3::Zero();
    for (std::size_t a = 0; a < nodes.size(); ++a)
      sum += weights[a] * state.node(nodes[a]);
    return sum;
  }
};

}  // namespace spondyl::fem
