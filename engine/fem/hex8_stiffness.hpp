// Forces and stiffness of one integration point, in the nodes and the enhanced parameters. The node part goes through the
// derivative of the first Piola-Kirchhoff stress with respect to F, the same for all pairs of nodes, instead of products
// with the 6 x 24 strain operator: half the work, and the initial stress comes with it. Private to solid_block.cpp.
#pragma once

#include "fem/hex8_result.hpp"

namespace spondyl::fem::hex8 {

/// One column of the strain operator times a stress.
template <class T, int columns>
T column_times(const T b[6][columns], int column, const Tensor<T>& stress) {
  T sum = b[0][column] * stress[0];
  for (int p = 1; p < 6; ++p)
    sum += b[p][column] * stress[p];
  return sum;
}

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

/// Force on the enhanced parameters (m, d): G_m . S_d, scaled as the strain of mode m at the point.
template <class T>
void add_enhanced_force(const Geometry<T>& g, int q, const Tensor<T>& stress, T* force) {
  for (int m = 0; m < 3; ++m) {
    const T scale = g.weight[q] * g.center_ratio[q] * (gauss * corner[q][m]);
    const T* direction = g.direction[m];
    for (int d = 0; d < 3; ++d) {
      force[3 * m + d] += scale * (direction[0] * stress[voigt_index[d][0]] + direction[1] * stress[voigt_index[d][1]] +
                                   direction[2] * stress[voigt_index[d][2]]);
    }
  }
}

template <class T>
void add_geometric_stiffness(const T gradient[n_nodes][3], const T& weight, const Tensor<T>& stress, T* k) {
  for (int a = 0; a < n_nodes; ++a) {
    const T* ga = gradient[a];
    T traction[3];
    for (int i = 0; i < 3; ++i) {
      traction[i] = weight * (stress[voigt_index[i][0]] * ga[0] + stress[voigt_index[i][1]] * ga[1] +
                              stress[voigt_index[i][2]] * ga[2]);
    }
    for (int b = 0; b <= a; ++b) {
      const T* gb = gradient[b];
      const T value = traction[0] * gb[0] + traction[1] * gb[1] + traction[2] * gb[2];
      for (int i = 0; i < 3; ++i)
        k[packed(3 * a + i, 3 * b + i)] += value;
    }
  }
}

/// Adds h . t to three rows of a packed triangle, of which the first is number `row`; on the diagonal only what is
/// below it.
template <bool is_diagonal, class T>
inline void add_block(const T h[3], const T t[9][3], T* to, int row) {
  const T h0 = h[0], h1 = h[1], h2 = h[2];
#pragma GCC unroll 3
  for (int i = 0; i < 3; ++i) {
#pragma GCC unroll 3
    for (int k = 0; k < (is_diagonal ? i + 1 : 3); ++k)
      to[k] += h0 * t[3 * i][k] + h1 * t[3 * i + 1][k] + h2 * t[3 * i + 2][k];
    to += row + i + 1;
  }
}

/// Stiffness between nodes of one point: K_ab = g_a . A g_b with the derivative A = dP/dF of the first Piola-Kirchhoff
/// stress, built from the strain tangent; `stress` is the initial stress, or zero.
template <class T>
void add_node_stiffness(const T gradient[n_nodes][3], const T f[3][3], const T& weight,
                        const std::array<Tensor<T>, 6>& tangent, const Tensor<T>& stress, T* stiffness) {
  T half[6][9];  // strain stress component by F_kL
  for (std::size_t p = 0; p < 6; ++p) {
    for (int k = 0; k < 3; ++k) {
      for (int l = 0; l < 3; ++l) {
        half[p][3 * k + l] = weight * (tangent[p][static_cast<std::size_t>(voigt_index[0][l])] * f[k][0] +
                                       tangent[p][static_cast<std::size_t>(voigt_index[1][l])] * f[k][1] +
                                       tangent[p][static_cast<std::size_t>(voigt_index[2][l])] * f[k][2]);
      }
    }
  }
  T a[9][9];
  for (int i = 0; i < 3; ++i) {
    for (int j = 0; j < 3; ++j) {
      for (int c = 0; c <= 3 * i + j; ++c) {
        const T value = f[i][0] * half[voigt_index[0][j]][c] + f[i][1] * half[voigt_index[1][j]][c] +
                        f[i][2] * half[voigt_index[2][j]][c];
        a[3 * i + j][c] = a[c][3 * i + j] = value;
      }
    }
  }
  for (int i = 0; i < 3; ++i) {
    for (int j = 0; j < 3; ++j) {
      for (int l = 0; l < 3; ++l)
        a[3 * i + j][3 * i + l] += weight * stress[static_cast<std::size_t>(voigt_index[j][l])];
    }
  }
  for (int column = 0; column < n_nodes; ++column) {
    const T* g = gradient[column];
    T t[9][3];
    for (int r = 0; r < 9; ++r) {
      for (int k = 0; k < 3; ++k)
        t[r][k] = a[r][3 * k] * g[0] + a[r][3 * k + 1] * g[1] + a[r][3 * k + 2] * g[2];
    }
    add_block<true>(g, t, stiffness + packed(3 * column, 3 * column), 3 * column);
    for (int row = column + 1; row < n_nodes; ++row)
      add_block<false>(gradient[row], t, stiffness + packed(3 * row, 3 * column), 3 * row);
  }
}

/// Stiffness of the enhanced parameters of one point, with the nodes and with each other.
template <class T>
void add_enhanced_stiffness(const Geometry<T>& g, int q, const T f[3][3], const std::array<Tensor<T>, 6>& tangent,
                            T* stiffness) {
  T scaled[3][3];  // G_m times the strain of its mode
  for (int m = 0; m < 3; ++m) {
    for (int j = 0; j < 3; ++j)
      scaled[m][j] = g.center_ratio[q] * (gauss * corner[q][m]) * g.direction[m][j];
  }
  for (int m = 0; m < 3; ++m) {
    for (int d = 0; d < 3; ++d) {
      const int row = n_displacements + 3 * m + d;
      T stress[6];  // of a unit strain of the nodes, seen by this parameter
      for (std::size_t p = 0; p < 6; ++p) {
        stress[p] = g.weight[q] * (scaled[m][0] * tangent[static_cast<std::size_t>(voigt_index[d][0])][p] +
                                   scaled[m][1] * tangent[static_cast<std::size_t>(voigt_index[d][1])][p] +
                                   scaled[m][2] * tangent[static_cast<std::size_t>(voigt_index[d][2])][p]);
      }
      T pull[3][3];
      for (int k = 0; k < 3; ++k) {
        for (int l = 0; l < 3; ++l) {
          pull[k][l] = stress[voigt_index[0][l]] * f[k][0] + stress[voigt_index[1][l]] * f[k][1] +
                       stress[voigt_index[2][l]] * f[k][2];
        }
      }
      T* to = stiffness + packed(row, 0);
      for (int b = 0; b < n_nodes; ++b) {
        const T* h = g.gradient[q][b];
        for (int k = 0; k < 3; ++k)
          to[3 * b + k] += pull[k][0] * h[0] + pull[k][1] * h[1] + pull[k][2] * h[2];
      }
      for (int c = 0; c <= 3 * m + d; ++c) {
        const int n = c / 3, e = c % 3;
        to[n_displacements + c] += scaled[n][0] * stress[voigt_index[e][0]] + scaled[n][1] * stress[voigt_index[e][1]] +
                                   scaled[n][2] * stress[voigt_index[e][2]];
      }
    }
  }
}

}  // namespace spondyl::fem::hex8
