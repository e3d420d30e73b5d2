// A factor used again after parts of the model have turned. What a tangent says of a stiff part is right in directions that
// turn with it: K -> T K T' for a rigid rotation T. So forces are turned back into the directions in which the factor was
// made, and the displacements that it gives are turned forward again.
#pragma once

#include <Eigen/Core>
#include <array>
#include <vector>

#include "fem/model.hpp"

namespace spondyl::fem {

class TurnedFrame {
 public:
  /// How nodes and bodies have turned between two states: bodies by their own rotation, the nodes tied to them with them, the
  /// followers of turning groups by the rotation of these, found by least squares. Driven unknowns do not turn.
  TurnedFrame(const Model& model, const State& from, const State& to);

  /// Forces or displacements of the unknowns (moments or spins of bodies) in the directions of `to`.
  Eigen::VectorXd forward(const Eigen::VectorXd& unknowns) const { return turned(unknowns, true); }
  /// The same in those of `from`.
  Eigen::VectorXd back(const Eigen::VectorXd& unknowns) const { return turned(unknowns, false); }
  /// Vectors at all nodes (3 x nodes) in the directions of `from`.
  Eigen::VectorXd nodes_back(const Eigen::VectorXd& nodes) const;

 private:
  /// Three unknowns that are a vector.
  struct Vector {
    std::array<int, 3> equation;
    Matrix3 rotation;
  };
  Eigen::VectorXd turned(const Eigen::VectorXd& unknowns, bool is_forward) const;
  void add(const std::array<int, 3>& equation, const Matrix3& rotation, const std::vector<char>& is_driven);

  std::vector<Vector> vectors_;
  std::vector<Matrix3> node_rotation_;
};

}  // namespace spondyl::fem
