// Second derivatives of the energy at one point in the nine derivatives of the position by natural coordinates. Private to
// solid_block.cpp; the algebra is in docs/theory.
#pragma once

#include "fem/hex8_force.hpp"

namespace spondyl::fem::hex8 {

/// Strain, six rows (2x shear), of the derivative of position component k by natural coordinate i, column 3i + k.
template <class T>
void natural_strain(const T f[3][3], const T natural[3][3], T strain[6][9]) {
#pragma GCC unroll 6
  for (int p = 0; p < 6; ++p) {
    const int row = voigt_row[p], column = voigt_column[p];
#pragma GCC unroll 3
    for (int i = 0; i < 3; ++i) {
#pragma GCC unroll 3
      for (int k = 0; k < 3; ++k) {
        strain[p][3 * i + k] = f[k][row] * natural[i][column];
        if (row != column)
          strain[p][3 * i + k] += f[k][column] * natural[i][row];
      }
    }
  }
}

/// Second derivatives in the derivatives of position: 3 x 3 blocks (components) of the pairs of coordinates i >= j.
inline constexpr int n_pairs = 6;
constexpr int pair(int i, int j) { return packed(i, j); }

/// strain' . half of the pairs, where half = tangent . strain.
template <class T>
void second_derivatives(const T strain[6][9], const T half[6][9], T out[9 * n_pairs]) {
  for (int i = 0; i < 3; ++i) {
    for (int j = 0; j <= i; ++j) {
      T block[9];
#pragma GCC unroll 9
      for (int e = 0; e < 9; ++e)
        block[e] = strain[0][3 * i + e / 3] * half[0][3 * j + e % 3];
#pragma GCC unroll 5
      for (int p = 1; p < 6; ++p) {
#pragma GCC unroll 9
        for (int e = 0; e < 9; ++e)
          block[e] += strain[p][3 * i + e / 3] * half[p][3 * j + e % 3];
      }
#pragma GCC unroll 9
      for (int e = 0; e < 9; ++e)
        out[9 * pair(i, j) + e] = block[e];
    }
  }
}

/// Initial stress in the natural coordinates (hex8_force.hpp): the same for each component.
template <class T>
void add_initial_stress(const Tensor<T>& of_natural, T out[9 * n_pairs]) {
  for (int i = 0; i < 3; ++i) {
    for (int j = 0; j <= i; ++j) {
      for (int k = 0; k < 3; ++k)
        out[9 * pair(i, j) + 4 * k] += of_natural[voigt_index[i][j]];
    }
  }
}

/// Pressure on the volume: the second derivative of det x, x the derivative of position by natural coordinates.
template <class T>
void add_pressure(const T x[3][3], const T& pressure, T out[9 * n_pairs]) {
  for (int i = 1; i < 3; ++i) {
    for (int j = 0; j < i; ++j) {
      const int third = 3 - i - j;
      const double sign = i == 2 && j == 0 ? 1.0 : -1.0;
      T* block = out + 9 * pair(i, j);
      for (int k = 0; k < 3; ++k) {
        const int l = (k + 1) % 3, m = (k + 2) % 3;
        const T value = pressure * (sign * x[m][third]);
        block[3 * k + l] += value;
        block[3 * l + k] -= value;
      }
    }
  }
}

}  // namespace spondyl::fem::hex8
