// A finite-element model, never changed once built: mesh, terms, rigid bodies, supports, loads, and what follows from
// them (numbering of the unknowns, sparsity, elimination order). Any number of solves may share it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "fem/assembly.hpp"
#include "fem/dof_map.hpp"
#include "fem/elimination.hpp"
#include "fem/mesh.hpp"
#include "fem/rotation.hpp"
#include "fem/state.hpp"
#include "fem/term.hpp"
#include "fem/turning_group.hpp"

namespace spondyl::fem {

/// A moment on a rigid body: conjugate to the angle axis . log(R R_neutral^T), hence conservative. Its amplitude
/// (N mm) is state.load[load]; a rotation may be prescribed instead, the amplitude is then an unknown of the solve.
struct Moment {
  int body;
  Vector3 axis;
  int load;
};

/// Everything a model is built from. `loads` names the amplitudes, whose numbers the terms refer to.
struct ModelDefinition {
  Mesh mesh;
  std::vector<std::unique_ptr<Term>> terms;
  std::vector<RigidBody> bodies;
  std::vector<Support> supports;
  std::vector<DrivenDisplacement> driven;
  std::vector<Moment> moments;
  std::vector<TurningGroup> turning_groups;  ///< may be empty
  std::vector<std::string> loads;

  int add_load(std::string name) {
    loads.push_back(std::move(name));
    return static_cast<int>(loads.size()) - 1;
  }
  /// Adds a term and returns it, still owned by the definition.
  template <class T>
  T& add_term(std::unique_ptr<T> term) {
    T& reference = *term;
    terms.push_back(std::move(term));
    return reference;
  }
};

class Model {
 public:
  /// Of the models that are `alike` one with the same unknowns and couplings lends its order of elimination: the one that
  /// would be found again.
  explicit Model(ModelDefinition definition, const std::vector<const Model*>& alike = {});

  const Mesh& mesh() const { return definition_.mesh; }
  const std::vector<std::unique_ptr<Term>>& terms() const { return definition_.terms; }
  const std::vector<RigidBody>& bodies() const { return definition_.bodies; }
  const std::vector<Moment>& moments() const { return definition_.moments; }
  const std::vector<TurningGroup>& turning_groups() const { return definition_.turning_groups; }
  const std::vector<Support>& supports() const { return definition_.supports; }
  const std::vector<std::string>& loads() const { return definition_.loads; }
  const DofMap& dofs() const { return dofs_; }
  const AssemblyPattern& pattern() const { return pattern_; }
  const Elimination& elimination() const { return *elimination_; }

  /// The reference configuration without loads.
  State initial_state() const;
  Assembly make_assembly(int threads, Assembly::Use use = Assembly::Use::tangents) const {
    return {pattern_, dofs_, mesh().nodes, threads, use};
  }

  /// Residual of the unknowns and of the internal parameters (read it from `work`).
  Evaluation residual(const State& state, Assembly& work, Eigen::VectorXd& out) const;
  /// Total potential (N mm) at the state of the last residual in `work`: stored energy minus the work of the moments.
  /// Meaningless where the state is not admissible.
  double energy(const State& state, const Assembly& work) const;
  /// Condensed residual and tangent (in `work.matrix()`).
  Evaluation tangent(const State& state, Assembly& work, Eigen::VectorXd& out) const;
  /// The residual just evaluated at `state`, condensed as the last tangent would.
  void condense(const State& state, Assembly& work, Eigen::VectorXd& out) const;

  /// Angle of a moment's body about its axis from the neutral pose (rad), with derivatives.
  AngleMeasure angle(const Moment& moment, const State& state) const;
  /// Present position of a node, mm.
  Vector3 position(int node, const State& state) const {
    return mesh().nodes[static_cast<std::size_t>(node)] + state.node(node);
  }

 private:
  void subtract_moments(const State& state, Eigen::VectorXd& residual) const;
  void subtract_moment_stiffness(const State& state, Tangent& matrix) const;

  ModelDefinition definition_;
  DofMap dofs_;
  AssemblyPattern pattern_;
  std::shared_ptr<const Elimination> elimination_;
};

/// What the supports carry: resultant force (N) and moment about the origin (N mm) of the supports on the model, and
/// the resultant of the applied moments. In equilibrium force and moment + applied vanish.
struct SupportReaction {
  Vector3 force;
  Vector3 moment;
  Vector3 applied_moment;
  double force_scale;   ///< sum of the magnitudes of all support forces, N
  double moment_scale;  ///< sum of the magnitudes of their moments and of the applied ones, N mm
};
/// `forces` holds those at `state`.
SupportReaction support_reaction(const Model& model, const State& state, const Assembly& forces);

}  // namespace spondyl::fem
