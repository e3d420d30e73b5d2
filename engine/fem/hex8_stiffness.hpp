// Stiffness of a pack of elements in its monomials (hex8_monomials.hpp) and enhanced parameters, from signed sums of what
// its points add. Private to solid_block.cpp; the algebra is in docs/theory.
#pragma once

#include <algorithm>
#include <array>

#include "fem/hex8_force.hpp"
#include "fem/hex8_monomials.hpp"
#include "fem/hex8_point_tangent.hpp"

namespace spondyl::fem::hex8 {

/// Rows of the local unknowns: the strained monomials, then the enhanced parameters.
inline constexpr int n_rows = n_strained + n_enhanced;
inline constexpr int packed_rows = packed(n_rows, 0);
constexpr int enhanced_row(int mode, int component) { return n_strained + 3 * mode + component; }

/// What the points add, by place or as signed sums.
template <class T>
struct PointSums {
  T node[8][9 * n_pairs];  ///< second derivatives in the position, N mm
  T mixed[8][54];          ///< stress by the same, MPa/mm: row p at 9p
  T enhanced[8][21];       ///< tangent times j0/j, packed, MPa
  T volume[8][9];          ///< cofactors of the derivatives of position, mm^3

  /// What the law adds at point q. Without initial stress `of_natural` is null.
  void set_shape(const Geometry<T>& g, int q, const T f[3][3], const std::array<Tensor<T>, 6>& tangent,
                 const Tensor<T>* of_natural);
  /// What the volume adds; to be called after that. Without initial stress the `pressure` is null.
  void set_volume(int q, const T position[3][3], const T cofactor[3][3], const T* pressure);
  void sum_shape() {
    signed_sums<T, 9 * n_pairs>(node);
    signed_sums<T, 54>(mixed);
    signed_sums<T, 21>(enhanced);
  }
  void sum_volume() { signed_sums<T, 9>(volume); }
};

template <class T>
void PointSums<T>::set_shape(const Geometry<T>& g, int q, const T f[3][3], const std::array<Tensor<T>, 6>& tangent,
                             const Tensor<T>* of_natural) {
  const int place = place_of[q];
  const T weight = g.weight[q], ratio = g.center_ratio[q];
  for (int p = 0; p < 6; ++p) {
    for (int r = 0; r <= p; ++r)
      enhanced[place][packed(p, r)] = ratio * tangent[static_cast<std::size_t>(p)][static_cast<std::size_t>(r)];
  }
  T strain[6][9], half[6][9];
  natural_strain(f, g.natural_gradient[q], strain);
  for (std::size_t p = 0; p < 6; ++p) {
    for (int c = 0; c < 9; ++c) {
      T sum = tangent[p][0] * strain[0][c];
      for (std::size_t r = 1; r < 6; ++r)
        sum += tangent[p][r] * strain[r][c];
      half[p][c] = weight * sum;
      mixed[place][9 * static_cast<int>(p) + c] = sum;
    }
  }
  second_derivatives(strain, half, node[place]);
  if (of_natural)
    add_initial_stress(*of_natural, node[place]);
}

template <class T>
void PointSums<T>::set_volume(int q, const T position[3][3], const T cofactor[3][3], const T* pressure) {
  const int place = place_of[q];
  if (pressure)
    add_pressure(position, *pressure, node[place]);
  for (int i = 0; i < 3; ++i) {
    for (int k = 0; k < 3; ++k)
      volume[place][3 * i + k] = cofactor[k][i];
  }
}

/// Writes the rows of the monomials.
template <class T>
void set_node_stiffness(const PointSums<T>& sums, T stiffness[packed_rows]) {
  constexpr int n = n_monomials;
#pragma GCC unroll 8
  for (int s = 1; s < n; ++s) {
#pragma GCC unroll 8
    for (int t = 1; t <= s; ++t) {
      const double size = derivative_size(s) * derivative_size(t);
#pragma GCC unroll 3
      for (int k = 0; k < 3; ++k) {
#pragma GCC unroll 3
        for (int l = 0; l < 3; ++l) {
          if (s == t && l > k)
            continue;
          T sum = T{};
#pragma GCC unroll 3
          for (int i = 0; i < 3; ++i) {
#pragma GCC unroll 3
            for (int j = 0; j < 3; ++j) {
              if ((s & bit(i)) && (t & bit(j))) {
                const T* from = sums.node[(s ^ bit(i)) ^ (t ^ bit(j))] + 9 * pair(std::max(i, j), std::min(i, j));
                sum += from[i >= j ? 3 * k + l : 3 * l + k];
              }
            }
          }
          stiffness[packed(row_of(s, k), row_of(t, l))] = size * sum;
        }
      }
    }
  }
}

/// Writes the rows of the enhanced parameters.
template <class T>
void set_enhanced_stiffness(const Geometry<T>& g, const PointSums<T>& sums, T stiffness[packed_rows]) {
  const T once = gauss * g.center_volume, twice = gauss * once;
#pragma GCC unroll 3
  for (int m = 0; m < 3; ++m) {
    const T* direction = g.direction[m];
#pragma GCC unroll 8
    for (int s = 1; s < n_monomials; ++s) {
      const T size = derivative_size(s) * once;
#pragma GCC unroll 3
      for (int k = 0; k < 3; ++k) {
        Tensor<T> stress;
#pragma GCC unroll 6
        for (int p = 0; p < 6; ++p) {
          T sum = T{};
#pragma GCC unroll 3
          for (int i = 0; i < 3; ++i) {
            if (s & bit(i))
              sum += sums.mixed[(s ^ bit(i)) ^ bit(m)][9 * p + 3 * i + k];
          }
          stress[static_cast<std::size_t>(p)] = size * sum;
        }
#pragma GCC unroll 3
        for (int d = 0; d < 3; ++d)
          stiffness[packed(enhanced_row(m, d), row_of(s, k))] = along(direction, stress, d);
      }
    }
#pragma GCC unroll 3
    for (int n = 0; n < 3; ++n) {
      if (n > m)
        continue;
      const T* tangent = sums.enhanced[bit(m) ^ bit(n)];
#pragma GCC unroll 3
      for (int d = 0; d < 3; ++d) {
        Tensor<T> stress;
#pragma GCC unroll 6
        for (int p = 0; p < 6; ++p) {
          stress[static_cast<std::size_t>(p)] = twice * (direction[0] * symmetric(tangent, voigt_index[d][0], p) +
                                                         direction[1] * symmetric(tangent, voigt_index[d][1], p) +
                                                         direction[2] * symmetric(tangent, voigt_index[d][2], p));
        }
#pragma GCC unroll 3
        for (int e = 0; e < 3; ++e) {
          if (n < m || e <= d)
            stiffness[packed(enhanced_row(m, d), enhanced_row(n, e))] = along(g.direction[n], stress, e);
        }
      }
    }
  }
}

/// Writes int phi_k dJ of the monomials: what the volume modes see of the determinant.
template <class T>
void set_volume_change(const PointSums<T>& sums, T change[n_modes][n_strained]) {
#pragma GCC unroll 4
  for (int mode = 0; mode < n_modes; ++mode) {
    const int coordinate = mode == 0 ? 0 : bit(mode - 1);
#pragma GCC unroll 8
    for (int s = 1; s < n_monomials; ++s) {
#pragma GCC unroll 3
      for (int k = 0; k < 3; ++k) {
        T sum = T{};
#pragma GCC unroll 3
        for (int i = 0; i < 3; ++i) {
          if (s & bit(i))
            sum += sums.volume[(s ^ bit(i)) ^ coordinate][3 * i + k];
        }
        change[mode][row_of(s, k)] = (mode == 0 ? 1.0 : gauss) * derivative_size(s) * sum;
      }
    }
  }
}

/// Where the pairs of monomials and of nodes (by place) of two components lie in packed triangles.
struct PackedPairs {
  std::array<std::array<short, n_monomials>, n_monomials> monomials;
  std::array<std::array<short, n_nodes>, n_nodes> nodes;
};
constexpr PackedPairs packed_pairs(int k, int l) {
  const auto either = [](int i, int j) { return static_cast<short>(packed(std::max(i, j), std::min(i, j))); };
  PackedPairs pairs{};
  for (std::size_t s = 0; s < 8; ++s) {
    for (std::size_t t = 0; t < 8; ++t) {
      if (s > 0 && t > 0)
        pairs.monomials[s][t] = either(row_of(static_cast<int>(s), k), row_of(static_cast<int>(t), l));
      pairs.nodes[s][t] = either(3 * corner_at[s] + k, 3 * corner_at[t] + l);
    }
  }
  return pairs;
}

/// Packed stiffness of the monomials -> of the nodes.
template <class T>
void stiffness_to_nodes(const T of_monomials[packed_rows], T of_nodes[packed_displacements]) {
  static constexpr PackedPairs components[] = {packed_pairs(0, 0), packed_pairs(1, 0), packed_pairs(1, 1),
                                               packed_pairs(2, 0), packed_pairs(2, 1), packed_pairs(2, 2)};
  const T zero{};
  for (const PackedPairs& pairs : components) {
    T half[8][8];  // by monomial and place
    for (std::size_t s = 1; s < 8; ++s) {
      T x[8] = {zero};
#pragma GCC unroll 8
      for (std::size_t t = 1; t < 8; ++t)
        x[t] = of_monomials[pairs.monomials[s][t]];
      signed_sums(x);
#pragma GCC unroll 8
      for (std::size_t b = 0; b < 8; ++b)
        half[b][s] = x[b];
    }
    for (std::size_t b = 0; b < 8; ++b) {
      T x[8] = {zero};
#pragma GCC unroll 8
      for (std::size_t s = 1; s < 8; ++s)
        x[s] = half[b][s];
      signed_sums(x);
#pragma GCC unroll 8
      for (std::size_t a = 0; a < 8; ++a)
        of_nodes[pairs.nodes[a][b]] = x[a];
    }
  }
}

}  // namespace spondyl::fem::hex8
