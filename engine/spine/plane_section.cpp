#include "spine/plane_section.hpp"

#include <algorithm>

namespace spondyl::spine {

void PlaneSection::add(const std::array<Eigen::Vector3d, 8>& nodes) {
  constexpr std::array<std::array<std::size_t, 4>, 6> faces{
      {{0, 3, 2, 1}, {4, 5, 6, 7}, {0, 1, 5, 4}, {1, 2, 6, 5}, {2, 3, 7, 6}, {3, 0, 4, 7}}};
  const auto is_above = [this](const Eigen::Vector3d& x) { return above(x) >= 0; };
  if (std::all_of(nodes.begin(), nodes.end(), is_above) || std::none_of(nodes.begin(), nodes.end(), is_above))
    return;
  for (const auto& face : faces)
    add(std::array{nodes[face[0]], nodes[face[1]], nodes[face[2]], nodes[face[3]]});
}

void PlaneSection::add(const std::array<Eigen::Vector3d, 4>& quadrilateral) {
  std::vector<Eigen::Vector2d> crossings;
  for (std::size_t k = 0; k < 4; ++k) {
    const Eigen::Vector3d &from = quadrilateral[k], &to = quadrilateral[(k + 1) % 4];
    const double a = above(from), b = above(to);
    if ((a < 0) == (b < 0))
      continue;
    const double t = a / (a - b);
    crossings.push_back(flat((1 - t) * from + t * to));
  }
  for (std::size_t k = 0; k + 1 < crossings.size(); k += 2)
    add_segment(crossings[k], crossings[k + 1]);
}

double PlaneSection::free_distance(const Eigen::Vector2d& from, const Eigen::Vector2d& direction) const {
  const Eigen::Vector2d across(-direction.y(), direction.x());
  double nearest = nothing;
  for (const Segment& s : segments_) {
    const double a = across.dot(s.from - from), b = across.dot(s.to - from);
    if ((a < 0) == (b < 0))
      continue;
    const double t = a / (a - b);
    const double distance = direction.dot((1 - t) * s.from + t * s.to - from);
    if (distance > 0)
      nearest = std::min(nearest, distance);
  }
  return nearest;
}

}  // namespace spondyl::spine
