// From nodes to unknowns. A node is free, fixed or driven along each axis, or tied to a rigid body, whose six unknowns
// (translation, spatial spin about its center) then move it. The unknowns of a body carry moments.
#pragma once

#include <Eigen/Core>
#include <array>
#include <span>
#include <vector>

#include "fem/mesh.hpp"
#include "fem/state.hpp"

namespace spondyl::fem {

/// A rigid body: reference position of its center (mm), the nodes tied to it, and which of its translations (0-2) and
/// spins (3-5) are held.
struct RigidBody {
  Vector3 center = Vector3::Zero();
  std::vector<int> nodes;
  std::array<bool, 6> fixed{};
};

/// A node held along one axis.
struct Support {
  int node;
  int axis;
};

/// A node, or a rigid body's center, whose displacement along `axis` is scale * state.load[load].
struct DrivenDisplacement {
  enum class Target { node, body } target;
  int index;
  int axis;
  int load;
  double scale;
};

class DofMap {
 public:
  DofMap(std::size_t n_nodes, const std::vector<RigidBody>& bodies, const std::vector<Support>& supports,
         const std::vector<DrivenDisplacement>& driven);

  int n_equations() const { return n_equations_; }
  /// Equation of a node's displacement; -1 if fixed or tied to a body.
  int equation(int node, int axis) const {
    return node_equation_[3 * static_cast<std::size_t>(node) + static_cast<std::size_t>(axis)];
  }
  /// Equation of a body's translation (0-2) or spin (3-5); -1 if fixed.
  int body_equation(int body, int k) const {
    return body_equation_[6 * static_cast<std::size_t>(body) + static_cast<std::size_t>(k)];
  }
  /// Body a node is tied to, or -1.
  int body_of(int node) const { return body_of_[static_cast<std::size_t>(node)]; }
  std::size_t n_nodes() const { return body_of_.size(); }
  const std::vector<RigidBody>& bodies() const { return bodies_; }

  /// Unknowns whose value follows a load amplitude.
  struct DrivenEquation {
    int equation;
    int load;
    double scale;
  };
  const std::vector<DrivenEquation>& driven() const { return driven_; }

  /// Adds the increment of the unknowns to the state; tied nodes follow their bodies.
  void advance(const std::vector<Vector3>& reference, const Eigen::VectorXd& increment, State& state) const;
  /// Moves what is neither fixed nor driven: nodes by `nodes` (3 x nodes), bodies with their tied nodes by `bodies`.
  void shift(const Eigen::VectorXd& nodes, const std::vector<Eigen::Vector3d>& bodies, State& state) const;
  /// Forces on nodes -> residual of the unknowns (length n_equations).
  void reduce(const std::vector<Vector3>& reference, const State& state, const Eigen::VectorXd& node_forces,
              Eigen::VectorXd& residual) const;

 private:
  bool is_free(int equation) const;

  std::vector<RigidBody> bodies_;
  std::vector<int> node_equation_;
  std::vector<int> body_equation_;
  std::vector<int> body_of_;
  std::vector<DrivenEquation> driven_;
  int n_equations_ = 0;
};

}  // namespace spondyl::fem
