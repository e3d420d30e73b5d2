// The vector between two points that move with nodes, and what a force along it does to these nodes: strands, cables.
#pragma once

#include <vector>

#include "fem/mesh.hpp"
#include "fem/state.hpp"
#include "fem/weighted_point.hpp"

namespace spondyl::fem {

/// From one weighted point to another.
class WeightedVector {
 public:
  WeightedVector(const Mesh& mesh, const WeightedPoint& from, const WeightedPoint& to);

  /// Each once, also where both points share it: the stencil.
  const std::vector<int>& nodes() const { return nodes_; }
  /// Of the nodes in the vector; those of `from` negative.
  const std::vector<double>& weights() const { return weights_; }
  /// In the present configuration, mm.
  Vector3 at(const State& state) const;
  /// Force on the nodes, `force` being the derivative of the energy by the vector (N); three numbers a node.
  void write_force(const Vector3& force, double* out) const;
  /// Packed lower triangle of the stiffness of the nodes, `k` being the second derivative by the vector (N/mm).
  std::vector<double> stiffness(const Matrix3& k) const;

 private:
  Vector3 reference_;
  std::vector<int> nodes_;
  std::vector<double> weights_;
};

}  // namespace spondyl::fem
