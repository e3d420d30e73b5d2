// Meshes, states and measurements shared by the tests of fem.

#pragma once

#include <Eigen/LU>
#include <functional>
#include <random>

#include "fem/model.hpp"
#include "fem/newton.hpp"
#include "fem/nodal_force.hpp"
#include "fem/solid_block.hpp"
#include "figures.hpp"

namespace spondyl::fem::test {

using spondyl::test::check_at_least;
using spondyl::test::check_at_most;
using spondyl::test::Figure;

/// Structured mesh of nx x ny x nz hexahedra: the unit cube under a map.
struct Box {
  Mesh mesh;
  std::array<int, 3> n;

  int node(int i, int j, int k) const { return i + (n[0] + 1) * (j + (n[1] + 1) * k); }
  /// Nodes of the side on which natural coordinate `axis` is 0 or 1.
  std::vector<int> side(int axis, int end) const {
    std::vector<int> out;
    for (int k = 0; k <= n[2]; ++k) {
      for (int j = 0; j <= n[1]; ++j) {
        for (int i = 0; i <= n[0]; ++i) {
          const std::array<int, 3> at{i, j, k};
          const auto a = static_cast<std::size_t>(axis);
          if (at[a] == (end ? n[a] : 0))
            out.push_back(node(i, j, k));
        }
      }
    }
    return out;
  }
  bool is_boundary(int i, int j, int k) const {
    return i == 0 || j == 0 || k == 0 || i == n[0] || j == n[1] || k == n[2];
  }
  std::vector<int> boundary() const;
  /// Quadrilaterals of a side, counter-clockwise seen from outside.
  std::vector<std::array<int, 4>> faces(int axis, int end) const;
};

using Map = std::function<Vector3(const Vector3&)>;
Box make_box(std::array<int, 3> n, const Map& map);
/// A brick of the given edge lengths.
Box make_brick(std::array<int, 3> n, const Vector3& size);

/// Seven distorted hexahedra that fill the unit cube (MacNeal & Harder 1985): nodes 0-7 are its corners.
Mesh patch_mesh();

/// All elements of a mesh, without fibers.
BlockElements all_elements(const Mesh& mesh);
/// The same with one law and several directions of fibers in every element.
BlockElements with_fibers(const Mesh& mesh, const std::vector<Vector3>& directions, const UniaxialLaw<double>& law);

/// Drives every axis of the nodes to `displacement(X)` at an amplitude of one.
void drive(ModelDefinition& definition, const std::vector<int>& nodes, int load, const Map& displacement);
void hold(ModelDefinition& definition, const std::vector<int>& nodes, int axis);

/// Nodal forces of a body force (N/mm^3) on all elements, integrated with the shape functions (2x2x2 Gauss points).
std::vector<NodalForce> body_forces(const Mesh& mesh, const Map& density);
/// Nodal forces of a dead traction (N/mm^2 of the reference) on faces.
std::vector<NodalForce> surface_forces(const Mesh& mesh, const std::vector<std::array<int, 4>>& faces,
                                       const Map& traction);
/// Root of the integral of |u - exact|^2 (3x3x3 Gauss points).
double displacement_error(const Mesh& mesh, const State& state, const Map& exact);
/// Volume mean over one element of a block's fields.
double mean_pressure(const std::vector<PointFields>& fields, std::size_t element);

Target target(const Model& model, double amplitude);

/// A vector of numbers in [-size, size]; the same on every machine.
Eigen::VectorXd random_vector(Eigen::Index n, double size, unsigned seed);
/// The initial state moved by random unknowns and internal parameters.
State random_state(const Model& model, double displacement, double internal, unsigned seed);
/// Moves the internal parameters to where their residual vanishes, everything else held.
void relax_internal(const Model& model, State& state);

/// Total potential at a state, N mm.
double potential(const Model& model, const State& state);

/// Smallest Taylor slopes of a model at a state, in a random direction of unknowns and internal parameters.
struct Slopes {
  double residual;  ///< energy against residual
  double tangent;   ///< residual against condensed tangent, internal parameters moved by the recovery
  double internal;  ///< residual of the internal parameters along the same path: no first order
};
Slopes taylor_slopes(const Model& model, const State& state, double step, unsigned seed);

/// Cauchy stress of the laws under a homogeneous deformation gradient, written in spatial form.
Matrix3 cauchy_stress(const LinearElastic& law, const Matrix3& f);
Matrix3 cauchy_stress(const CompressibleNeoHookean& law, const Matrix3& f);
Matrix3 cauchy_stress(const MooneyRivlin& law, const Matrix3& f);
Matrix3 cauchy_stress(const FiberFamily& family, const Matrix3& f);

}  // namespace spondyl::fem::test
