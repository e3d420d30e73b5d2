// Measurements on a spine's mesh shared by tests of the plain spine and of the default one.

#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <vector>

#include "spine/spine_mesh.hpp"

namespace spondyl::test {

struct MirrorImage {
  double distance = 0;             ///< mm, the largest from a node's image to the nearest node
  std::size_t wrong_elements = 0;  ///< whose image is no element, or differs in tissue, part, depth, region or side
};

/// The mesh against its image in the plane y = 0.
inline MirrorImage mirror_image(const spine::SpineMesh& m) {
  MirrorImage out;
  const auto& nodes = m.mesh.nodes;
  // Nodes by height, so that an image is looked for only near it.
  std::vector<std::pair<double, int>> by_z;
  for (std::size_t n = 0; n < nodes.size(); ++n)
    by_z.emplace_back(nodes[n].z(), static_cast<int>(n));
  std::sort(by_z.begin(), by_z.end());
  std::vector<int> image(nodes.size());
  for (std::size_t n = 0; n < nodes.size(); ++n) {
    const Eigen::Vector3d wanted(nodes[n].x(), -nodes[n].y(), nodes[n].z());
    double best = std::numeric_limits<double>::infinity();
    auto near = std::lower_bound(by_z.begin(), by_z.end(), std::pair(wanted.z() - 1e-3, -1));
    for (; near != by_z.end() && near->first < wanted.z() + 1e-3; ++near) {
      const double distance = (nodes[static_cast<std::size_t>(near->second)] - wanted).norm();
      if (distance < best) {
        best = distance;
        image[n] = near->second;
      }
    }
    out.distance = std::max(out.distance, best);
  }
  std::map<fem::Hexahedron, std::size_t> known;
  const auto key = [](fem::Hexahedron hex) {
    std::sort(hex.begin(), hex.end());
    return hex;
  };
  for (std::size_t e = 0; e < m.tags.size(); ++e)
    known[key(m.mesh.hexahedra[e])] = e;
  for (std::size_t e = 0; e < m.tags.size(); ++e) {
    fem::Hexahedron hex = m.mesh.hexahedra[e];
    for (int& n : hex)
      n = image[static_cast<std::size_t>(n)];
    const auto found = known.find(key(hex));
    if (found == known.end()) {
      ++out.wrong_elements;
      continue;
    }
    const spine::ElementTag &a = m.tags[e], &b = m.tags[found->second];
    const bool is_opposite = (a.side == spine::Side::middle && b.side == spine::Side::middle) ||
                             (a.side != b.side && a.side != spine::Side::middle && b.side != spine::Side::middle);
    const bool is_alike = a.tissue == b.tissue && a.part == b.part && a.depth == b.depth && a.region == b.region;
    out.wrong_elements += is_alike && is_opposite ? 0 : 1;
  }
  return out;
}

/// Area of a plate's quads, all of the disc or only of its nucleus, seen along the plate's normal.
inline double plate_area(const spine::SpineMesh& m, const spine::Plane& plane, bool only_nucleus) {
  Eigen::Vector3d sum = Eigen::Vector3d::Zero();
  for (const spine::SectionQuad& quad : m.section.quads) {
    if (quad.zone == spine::Zone::cortex || (only_nucleus && quad.zone != spine::Zone::core))
      continue;
    const auto x = [&](std::size_t k) {
      return m.mesh.nodes[static_cast<std::size_t>(plane[static_cast<std::size_t>(quad.nodes[k])])];
    };
    sum += 0.5 * (x(2) - x(0)).cross(x(3) - x(1));
  }
  return sum.norm();
}

}  // namespace spondyl::test
