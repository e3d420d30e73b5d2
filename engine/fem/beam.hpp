// Beams that bend, twist, stretch and shear under large rotations: rods and screws. A geometrically exact beam (Simo 1985,
// Comput Meth Appl Mech Eng 49:55-70) whose cross-sections are rigid bodies of the model. Each carries three vectors;
// strains are scalar products of these and of the line between two stations, one point an element:
//
//   Gamma_i = d_i . r' - (0 0 1)    K_i = e_ijk d_k . d_j' / 2    d_i = (d_i^A + d_i^B)/2   r' = (c^B - c^A)/L
//
// (directors instead of rotations: Betsch & Steinmann 2002, Int J Numer Meth Eng 54:1775-1788). Neither locks nor depends
// on the frame. The shear stiffness of an element contains the bending that its linear shape cannot follow (MacNeal 1978,
// Comput Struct 8:175-183), so that straight beams under forces at their stations are exact for small rotations.
#pragma once

#include <Eigen/Core>
#include <array>
#include <vector>

#include "fem/model.hpp"
#include "fem/position_forms.hpp"
#include "fem/term.hpp"
#include "fem/weighted_point.hpp"

namespace spondyl::fem {

/// A rigid cross-section: a node in its center and one on each of three arms along x, y, z of the reference
/// configuration, all tied to one rigid body.
struct BeamStation {
  int center;
  std::array<int, 3> tips;
  int body;

  std::array<int, 4> nodes() const { return {center, tips[0], tips[1], tips[2]}; }
};

/// Adds nodes and a rigid body of their own.
BeamStation add_station(ModelDefinition& definition, const Vector3& center);
/// A point that moves with the station.
WeightedPoint carried_point(const Mesh& mesh, const BeamStation& station, const Vector3& point);
/// A unit vector that turns with the station: what its nodes must be multiplied with, in the order of `nodes()`.
std::array<double, 4> carried_vector(const Vector3& direction);

/// Stiffnesses of a section. The axes across the beam are `first` and `second`.
struct BeamSection {
  double axial;                          ///< E A, N
  double shear_first, shear_second;      ///< k G A, N
  double bending_first, bending_second;  ///< E I about the axes, N mm^2
  double torsion;                        ///< G J, N mm^2
};
/// A solid circle; shear factor 6 (1 + nu) / (7 + 6 nu) (Cowper 1966).
BeamSection circular_section(double diameter, double young_modulus, double poisson_ratio);
/// A solid rectangle, `first` and `second` wide along these axes; shear factor 5/6, torsion after Roark.
BeamSection rectangular_section(double first, double second, double young_modulus, double poisson_ratio);

/// A straight beam between two stations.
struct BeamElement {
  BeamStation from, to;
  Vector3 first;  ///< direction of the first axis across; what it has along the beam is taken away
  BeamSection section;
};

/// Beams from each station to the next, all alike.
std::vector<BeamElement> beam_chain(const std::vector<BeamStation>& stations, const Vector3& first,
                                    const BeamSection& section);

/// What one element carries, in its own axes; tension positive. Moments vary linearly along it, these are in its middle.
struct BeamForces {
  double axial;
  Eigen::Vector2d shear;   ///< along first, second
  Eigen::Vector2d moment;  ///< about first, second
  double torsion;
  /// About first and second at an end: 0 = from, 1 = to.
  Eigen::Vector2d moment_at(int end, double length) const;
};

class Beams final : public Term {
 public:
  /// Throws std::invalid_argument if stations coincide or `first` is along the beam.
  Beams(const Mesh& mesh, std::vector<BeamElement> elements);

  Evaluation residual(const State& state, Assembly& out) const override;
  Evaluation tangent(const State& state, Assembly& out) const override;

  const std::vector<BeamElement>& elements() const { return elements_; }
  double length(std::size_t element) const { return lengths_[element]; }
  /// Axes of an element in the reference configuration, as columns: first, second, along.
  const Matrix3& axes(std::size_t element) const { return axes_[element]; }
  std::vector<BeamForces> forces(const State& state) const;

 private:
  using Vector6 = Eigen::Matrix<double, 6, 1>;
  PositionForms::Positions positions(std::size_t element, const State& state) const;
  /// Gamma 1 to 3, K 1 to 3.
  Vector6 strains(std::size_t element, const PositionForms::Positions& x) const;

  std::vector<BeamElement> elements_;
  std::vector<double> lengths_;
  std::vector<Matrix3> axes_;
  std::vector<PositionForms> forms_;
  std::vector<Vector6> stiffness_;  ///< of the six strains
  std::vector<std::array<Vector3, 8>> reference_;
};

/// Largest von Mises stress in a solid circular section (MPa) and where around it: the angle from the first axis towards
/// the second. Bending and torsion act at the rim, shear forces at the ends of the neutral axis.
struct SectionStress {
  double von_mises;
  double angle;
};
SectionStress circular_stress(double diameter, const BeamForces& forces, const Eigen::Vector2d& moment);

}  // namespace spondyl::fem
