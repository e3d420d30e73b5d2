// Forces of the points on the nodes and the enhanced parameters. Private to solid_block.cpp.
#pragma once

#include "fem/hex8_kinematics.hpp"
#include "fem/hex8_result.hpp"

namespace spondyl::fem::hex8 {

/// Product of a vector with row d of a symmetric tensor.
template <class T>
T along(const T direction[3], const Tensor<T>& stress, int d) {
  return direction[0] * stress[voigt_index[d][0]] + direction[1] * stress[voigt_index[d][1]] +
         direction[2] * stress[voigt_index[d][2]];
}

/// Stress times volume in the natural coordinates: works on half the scalar products of dx/dxi.
template <class T>
Tensor<T> natural_stress(const T natural[3][3], const Tensor<T>& stress, const T& volume) {
  T traction[3][3];
  for (int i = 0; i < 3; ++i) {
    for (int j = 0; j < 3; ++j)
      traction[i][j] = volume * along(natural[i], stress, j);
  }
  Tensor<T> out;
  for (std::size_t p = 0; p < 6; ++p) {
    const T *a = traction[voigt_row[p]], *b = natural[voigt_column[p]];
    out[p] = a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  }
  return out;
}

/// Its force on component k of dx/dxi_i.
template <class T>
T position_force(const T position[3][3], const Tensor<T>& of_natural, int k, int i) {
  return along(position[k], of_natural, i);
}

/// What the points exert, before it is summed over the element.
template <class T>
struct PointForces {
  T on_position[n_points][3][3];  ///< on dx/dxi
  Tensor<T> stress[3] = {};       ///< sum with the signs of each coordinate

  void set(int q, const T position[3][3], const Tensor<T>& of_natural, const Tensor<T>& of_point) {
    for (int k = 0; k < 3; ++k) {
      for (int i = 0; i < 3; ++i)
        on_position[q][k][i] = position_force(position, of_natural, k, i);
    }
    for (int m = 0; m < 3; ++m) {
      for (std::size_t p = 0; p < 6; ++p)
        stress[m][p] += corner[q][m] * of_point[p];
    }
  }
  /// Of a pressure, on the volume det dx/dxi.
  void add_pressure(int q, const T cofactor[3][3], const T& pressure) {
    for (int k = 0; k < 3; ++k) {
      for (int i = 0; i < 3; ++i)
        on_position[q][k][i] += pressure * cofactor[k][i];
    }
  }
  /// On the enhanced parameters.
  void set_enhanced(const Geometry<T>& g, T force[n_enhanced]) const {
    const T size = gauss * g.center_volume;
    for (int m = 0; m < 3; ++m) {
      for (int d = 0; d < 3; ++d)
        force[3 * m + d] = size * along(g.direction[m], stress[m], d);
    }
  }
};

}  // namespace spondyl::fem::hex8
