// An endplate as a surface that is looked at along the axis of the disc.
#pragma once

#include <optional>

#include "fem/weighted_point.hpp"
#include "spine/alignment.hpp"
#include "spine/spine_mesh.hpp"

namespace spondyl::spine {

/// A place on an endplate: in terms of its nodes, with the normal that points into the disc.
struct EndplatePlace {
  fem::WeightedPoint point;
  Eigen::Vector3d position, normal;
};

class EndplateSurface {
 public:
  /// `plane`: nodes of the endplate; `frame`: its z is the line of sight. `into_disc`: 1 if the disc is on the z side.
  EndplateSurface(const SpineMesh& mesh, const Plane& plane, const Frame& frame, double into_disc);

  /// Above or below (x, y) of the frame; nothing outside the plate.
  std::optional<EndplatePlace> at(double x, double y) const;

 private:
  struct Quad {
    std::array<int, 4> nodes;
    std::array<Eigen::Vector3d, 4> places;  ///< in the frame
  };
  std::vector<Quad> quads_;
  Frame frame_;
  double into_disc_;
};

}  // namespace spondyl::spine
