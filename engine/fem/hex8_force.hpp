// Forces of one integration point on the nodes and the enhanced parameters. Private to solid_block.cpp.
#pragma once

#include "fem/hex8.hpp"

namespace spondyl::fem::hex8 {

/// Force on the nodes: first Piola-Kirchhoff stress F S of one point times the gradients.
template <class T>
void add_node_force(const T gradient[n_nodes][3], const T f[3][3], const T& weight, const Tensor<T>& stress, T* force) {
  for (int i = 0; i < 3; ++i) {
    T traction[3];
    for (int j = 0; j < 3; ++j) {
      traction[j] = weight * (f[i][0] * stress[voigt_index[0][j]] + f[i][1] * stress[voigt_index[1][j]] +
                              f[i][2] * stress[voigt_index[2][j]]);
    }
    for (int a = 0; a < n_nodes; ++a)
      force[3 * a + i] += gradient[a][0] * traction[0] + gradient[a][1] * traction[1] + gradient[a][2] * traction[2];
  }
}

/// Product of a vector with row d of a symmetric tensor.
template <class T>
T along(const T direction[3], const Tensor<T>& stress, int d) {
  return direction[0] * stress[voigt_index[d][0]] + direction[1] * stress[voigt_index[d][1]] +
         direction[2] * stress[voigt_index[d][2]];
}

/// Force on the enhanced parameters (m, d): G_m . S_d, scaled as the strain of mode m at the point.
template <class T>
void add_enhanced_force(const Geometry<T>& g, int q, const Tensor<T>& stress, T* force) {
  for (int m = 0; m < 3; ++m) {
    const T scale = g.weight[q] * g.center_ratio[q] * (gauss * corner[q][m]);
    for (int d = 0; d < 3; ++d)
      force[3 * m + d] += scale * along(g.direction[m], stress, d);
  }
}

}  // namespace spondyl::fem::hex8
