// Frictionless contact of points with planes: articular facets. A point (of one surface) meets a plane carried by two
// nodes (of the other): its origin and the tip of its normal. Only approach is resisted, by a soft layer (cartilage)
// whose force rises from zero with a continuous tangent, so that closing and opening need no active set.
#pragma once

#include <vector>

#include "fem/mesh.hpp"
#include "fem/term.hpp"
#include "fem/uniaxial_law.hpp"

namespace spondyl::fem {

/// `law` gives the force (N) over the compression of the layer, a strain: -distance / thickness. The point is free while
/// it is on the side of the plane that `tip` is on.
struct ContactPoint {
  int point;
  int origin;
  int tip;
  double thickness;  ///< of the layer, mm
  UniaxialLaw<double> law;
};

class PlaneContact final : public Term {
 public:
  PlaneContact(const Mesh& mesh, std::vector<ContactPoint> points);

  Evaluation residual(const State& state, Assembly& out) const override;
  Evaluation tangent(const State& state, Assembly& out) const override;

  const std::vector<ContactPoint>& points() const { return points_; }
  /// Force on every point, N.
  std::vector<double> forces(const State& state) const;

 private:
  struct Touch {
    Vector3 arm;  ///< from the plane's origin to the point
    Vector3 normal;
    double length;  ///< of the normal's carrier, mm
    double distance;
    UniaxialResponse<double> response;
  };
  Touch touch(std::size_t k, const State& state) const;

  std::vector<ContactPoint> points_;
  std::vector<Vector3> reference_;  ///< point, origin, tip of each
};

}  // namespace spondyl::fem
