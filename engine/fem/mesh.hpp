// Reference geometry of a model: nodes (mm) and 8-node hexahedra.
//
//        7-------6        Local nodes 0-3 lie on the face zeta = -1, counter-clockwise seen from +zeta;
//       /|      /|        4-7 above them. A positive Jacobian is required at every integration point.
//      4-------5 |
//      | 3-----|-2        zeta
//      |/      |/          | eta
//      0-------1           |/__ xi
#pragma once

#include <Eigen/Core>
#include <array>
#include <cstddef>
#include <vector>

namespace spondyl::fem {

using Vector3 = Eigen::Vector3d;
using Matrix3 = Eigen::Matrix3d;

/// Node numbers of one hexahedron in the order drawn above.
using Hexahedron = std::array<int, 8>;

/// Nodes (reference position, mm) and elements. Nodes that no element uses are allowed (attachment points).
struct Mesh {
  std::vector<Vector3> nodes;
  std::vector<Hexahedron> hexahedra;

  int add_node(const Vector3& position) {
    nodes.push_back(position);
    return static_cast<int>(nodes.size()) - 1;
  }
};

}  // namespace spondyl::fem
