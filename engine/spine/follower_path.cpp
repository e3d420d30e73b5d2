#include "spine/follower_path.hpp"

#include <Eigen/LU>

namespace spondyl::spine {

namespace {

/// Weights of a plane's nodes that add up to 1 and whose mean is the point (x, y) of the frame: 1/n plus a part that is
/// linear over the plane. Their pull is that of a force in the point, spread over the plane.
fem::WeightedPoint spread(const Plane& plane, const fem::Mesh& mesh, const Frame& frame, const Eigen::Vector2d& point) {
  const auto n = static_cast<Eigen::Index>(plane.size());
  Eigen::Matrix2Xd at(2, n);
  for (Eigen::Index i = 0; i < n; ++i) {
    const Eigen::Vector3d& x = mesh.nodes[static_cast<std::size_t>(plane[static_cast<std::size_t>(i)])];
    at.col(i) = (frame.axes.transpose() * (x - frame.origin)).head<2>();
  }
  const Eigen::Vector2d middle = at.rowwise().mean();
  at.colwise() -= middle;
  const Eigen::Matrix2d spreading = at * at.transpose();
  const Eigen::VectorXd weights = Eigen::VectorXd::Constant(n, 1.0 / static_cast<double>(n)) +
                                  at.transpose() * spreading.inverse() * (point - middle);
  return {plane, {weights.begin(), weights.end()}};
}

}  // namespace

std::vector<fem::WeightedPoint> follower_path(const SpineSpec& spec, const Alignment& alignment,
                                              const SpineMesh& mesh) {
  std::vector<fem::WeightedPoint> path;
  for (Level level : all_levels) {
    const Vertebra above = upper(level), below = lower(level);
    const double depth = 0.5 * (spec[above].inferior_depth + spec[below].superior_depth);
    const Eigen::Vector2d point(spec.disc(level).follower_offset * depth, 0);
    // The planes on the far side of the bony endplates: the discs are not pulled at.
    const auto& upper_planes = mesh.body_planes[static_cast<std::size_t>(above)];
    const auto& lower_planes = mesh.body_planes[static_cast<std::size_t>(below)];
    path.push_back(spread(upper_planes[1], mesh.mesh, alignment.inferior_of(above), point));
    path.push_back(spread(*(lower_planes.end() - 2), mesh.mesh, alignment.superior_of(below), point));
  }
  return path;
}

}  // namespace spondyl::spine
