// Springs between points of two bodies that lie on each other in the reference configuration: the thread of a screw in
// bone, the face of a cage on an endplate. An axis that turns with one of the bodies tells sliding from opening:
//
//   E = across (|d|^2 - s^2) / 2 + along s^2 / 2 + U(-s),   d = to - from,   s = a . d / |a|
//
// with U the energy of a layer that resists approach only. All depends on scalar products, hence on no frame. The division
// keeps |d|^2 - s^2 from becoming negative where the body that carries `a` stretches: sliding never pays.
#pragma once

#include <array>
#include <vector>

#include "fem/mesh.hpp"
#include "fem/position_forms.hpp"
#include "fem/term.hpp"
#include "fem/uniaxial_law.hpp"
#include "fem/weighted_point.hpp"

namespace spondyl::fem {

/// A vector that turns with nodes, of length one in the reference configuration: weights that add up to zero.
struct WeightedAxis {
  std::vector<int> nodes;
  std::vector<double> weights;
};

struct Tie {
  WeightedPoint from, to;
  WeightedAxis axis;
  double across;                         ///< N/mm, both ways
  double along;                          ///< N/mm, in tension and compression
  UniaxialLaw<double> pressed{0, 0, 1};  ///< force (N) over approach (mm), beside `along`
};

/// What a tie carries.
struct TieForce {
  double along;   ///< N, tension positive
  double across;  ///< N
  double gap;     ///< mm, s
  Vector3 on_to;  ///< N, of the tie on the point `to`
  Vector3 axis;   ///< as it stands, of length one
};

class Ties final : public Term {
 public:
  /// Throws std::invalid_argument if two points of a tie are apart or an axis is no unit vector.
  Ties(const Mesh& mesh, std::vector<Tie> ties);

  Evaluation residual(const State& state, Assembly& out) const override;
  Evaluation tangent(const State& state, Assembly& out) const override;

  const std::vector<Tie>& ties() const { return ties_; }
  std::vector<TieForce> forces(const State& state) const;

 private:
  struct Stretch {
    double square;  ///< |d|^2, mm^2
    double gap;     ///< s, mm
    double axis;    ///< |a|
    UniaxialResponse<double> pressed;
  };
  PositionForms::Positions positions(std::size_t tie, const State& state) const;
  Stretch stretch(std::size_t tie, const PositionForms::Positions& x) const;
  double force_by_gap(std::size_t tie, const Stretch& s) const;    ///< derivative of the energy by the gap, |d|^2 held
  Eigen::Vector3d slope(std::size_t tie, const Stretch& s) const;  ///< of the energy, by |d|^2, a . d and |a|^2

  std::vector<Tie> ties_;
  std::vector<PositionForms> forms_;
  std::vector<Eigen::MatrixX2d> weights_;        ///< of the nodes of a stencil in d and a
  std::vector<std::vector<Vector3>> reference_;  ///< of the nodes of a stencil
};

}  // namespace spondyl::fem
