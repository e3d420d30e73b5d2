// A plane through a deformed mesh: how far one can see in it from a point before an element stands in the way.
#pragma once

#include <Eigen/Geometry>
#include <array>
#include <limits>
#include <vector>

#include "fem/mesh.hpp"

namespace spondyl::spine {

class PlaneSection {
 public:
  /// `first` and `second` are perpendicular unit vectors in the plane; points in it are given along them.
  PlaneSection(const Eigen::Vector3d& origin, const Eigen::Vector3d& first, const Eigen::Vector3d& second)
      : origin_(origin), first_(first), second_(second), normal_(first.cross(second)) {}

  /// Coordinates of a point's projection.
  Eigen::Vector2d flat(const Eigen::Vector3d& x) const { return {first_.dot(x - origin_), second_.dot(x - origin_)}; }
  double above(const Eigen::Vector3d& x) const { return normal_.dot(x - origin_); }

  /// The same plane without obstacles.
  PlaneSection cleared() const { return {origin_, first_, second_}; }
  /// A hexahedron by the present places of its nodes: its faces become obstacles, inner ones too.
  void add(const std::array<Eigen::Vector3d, 8>& nodes);
  void add(const std::array<Eigen::Vector3d, 4>& quadrilateral);
  void add_segment(const Eigen::Vector2d& from, const Eigen::Vector2d& to) { segments_.push_back({from, to}); }

  static constexpr double nothing = std::numeric_limits<double>::infinity();
  /// Distance to the first obstacle in a direction (a unit vector), mm, or `nothing`.
  double free_distance(const Eigen::Vector2d& from, const Eigen::Vector2d& direction) const;

 private:
  struct Segment {
    Eigen::Vector2d from, to;
  };

  Eigen::Vector3d origin_, first_, second_, normal_;
  std::vector<Segment> segments_;
};

}  // namespace spondyl::spine
