// A central force between two nodes: tension t along the unit vector n from the first to the second.
#pragma once

#include <array>

#include "fem/mesh.hpp"

namespace spondyl::fem {

/// Derivative of the energy: -force on the first node, +force on the second, written to six numbers.
inline void write_pair_force(const Vector3& force, double* out) {
  for (int d = 0; d < 3; ++d) {
    out[d] = -force[d];
    out[3 + d] = force[d];
  }
}

/// Packed lower triangle of the 6 x 6 stiffness; `axial` = dt/dlength, `lateral` = t/length, both N/mm.
inline std::array<double, 21> pair_stiffness(const Vector3& n, double axial, double lateral) {
  const Matrix3 k = axial * n * n.transpose() + lateral * (Matrix3::Identity() - n * n.transpose());
  std::array<double, 21> packed;
  std::size_t p = 0;
  for (int i = 0; i < 6; ++i) {
    for (int j = 0; j <= i; ++j)
      packed[p++] = (i / 3 == j / 3 ? 1.0 : -1.0) * k(i % 3, j % 3);
  }
  return packed;
}

}  // namespace spondyl::fem
