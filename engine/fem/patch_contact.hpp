// Frictionless contact of points with a flat patch: articular facets. The points lie on one surface, the patch is a plane
// that follows nodes of the other. Only approach is resisted, by a soft layer (cartilage) whose force rises from zero
// with a continuous tangent, so that closing and opening need no active set; beyond the rim of the patch it fades.
// Everything derives from one energy, of every point:
//
//   E = thickness W(-g / thickness) f(u) f(v),   g = r . n,  u = r . a / a . a,  v = r . b / b . b
//
// with r from the patch's origin to the point, a and b its tangents (1 mm long in the reference configuration) and
// n = a x b / |a x b|; W is the energy of the layer's law over its compression, f fades from 1 to 0 past the rim.
#pragma once

#include <Eigen/Core>
#include <array>
#include <optional>
#include <span>
#include <vector>

#include "fem/mesh.hpp"
#include "fem/term.hpp"
#include "fem/uniaxial_law.hpp"
#include "fem/weighted_point.hpp"

namespace spondyl::fem {

/// A rectangle in the plane that fits best to nodes of a mesh (least squares) and moves with them.
struct ContactPatch {
  std::vector<int> nodes;
  std::vector<std::array<double, 3>> weights;  ///< of every node in origin, first and second tangent
  double half_first;                           ///< mm, from the origin to the rim
  double half_second;
  double margin;  ///< mm past the rim over which contact fades
};
/// Axes are unit vectors in the reference plane; their cross product points to the free side.
/// Throws std::invalid_argument if the nodes do not span a plane.
ContactPatch make_contact_patch(const Mesh& mesh, std::span<const int> nodes, const Vector3& origin,
                                const Vector3& first, const Vector3& second, double half_first, double half_second,
                                double margin);

/// `law` gives the force (N) over the compression of the layer, a strain: -g / thickness.
struct ContactPoint {
  WeightedPoint point;  ///< of nodes that the patch does not name
  double area;          ///< of the surface it stands for, mm^2
  double thickness;     ///< of the layer, mm
  UniaxialLaw<double> law;
};

/// The sum of what presses the points away from the patch.
struct ContactPush {
  WeightedPoint place;  ///< center of the forces, of the nodes of the points
  Vector3 force;        ///< N, normal to the patch
};

class PatchContact final : public Term {
 public:
  PatchContact(const Mesh& mesh, ContactPatch patch, std::vector<ContactPoint> points);

  Evaluation residual(const State& state, Assembly& out) const override;
  Evaluation tangent(const State& state, Assembly& out) const override;

  const std::vector<ContactPoint>& points() const { return points_; }
  /// Distance of every point from the plane, mm; negative where it is pressed.
  std::vector<double> gaps(const State& state) const;
  /// Normal force on every point, N.
  std::vector<double> forces(const State& state) const;
  /// Nothing where no point is pressed.
  std::optional<ContactPush> push(const State& state) const;
  /// Area over which surfaces touch, mm^2: of the points that are pressed, inside the rim.
  double area(const State& state) const;

 private:
  using Vector9 = Eigen::Matrix<double, 9, 1>;  ///< r, a, b
  struct Touch {
    double gap;
    double fade;
    UniaxialResponse<double> response;
  };
  Vector9 frame(std::size_t k, const State& state) const;
  Touch touch(std::size_t k, const State& state) const;
  void write_force(std::size_t k, const Vector9& gradient, double* out) const;

  ContactPatch patch_;
  std::vector<ContactPoint> points_;
  std::vector<Vector9> reference_;
  std::vector<std::vector<std::array<double, 3>>> weights_;  ///< of the nodes of a point's stencil in r, a, b
};

}  // namespace spondyl::fem
