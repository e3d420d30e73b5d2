// The trilinear field of an element by the products of its natural coordinates, of which the derivatives at the points are
// plus or minus a constant:
//
//   u = sum_s u_s phi_s    phi_s = product of the coordinates whose bits are set in s    u_s = 1/8 sum_a sign_s(a) u_a
//
// So the integrals over an element need eight signed sums over its points in place of products at each point. Private to
// solid_block.cpp; the algebra is in docs/theory.
#pragma once

#include <bit>

#include "fem/hex8.hpp"

namespace spondyl::fem::hex8 {

inline constexpr int n_monomials = 8;
inline constexpr int n_strained = 3 * (n_monomials - 1);  ///< the first, a translation, strains nothing

/// The corner (node or point) at each place of a signed sum: bit i of the place is set where coordinate i is negative.
inline constexpr int corner_at[8] = {6, 7, 5, 4, 2, 3, 1, 0};
inline constexpr int place_of[8] = {7, 6, 4, 5, 3, 2, 0, 1};

constexpr int bit(int i) { return 1 << i; }
/// Rows of the strained monomials.
constexpr int row_of(int monomial, int component) { return 3 * (monomial - 1) + component; }

/// Size of the derivatives of monomial s at the points, with the 1/8 of its coefficient.
constexpr double derivative_size(int s) {
  constexpr double sizes[4] = {0, 1, gauss, gauss * gauss};
  return sizes[std::popcount(static_cast<unsigned>(s))] / 8;
}

/// Values at the places <-> signed sums: x_s = sum_q sign_s(q) x_q. Its own transpose.
template <class T>
void signed_sums(T x[8]) {
#pragma GCC unroll 3
  for (int half = 1; half < 8; half *= 2) {
#pragma GCC unroll 8
    for (int k = 0; k < 8; ++k) {
      if (k & half)
        continue;
      const T sum = x[k] + x[k + half];
      x[k + half] = x[k] - x[k + half];
      x[k] = sum;
    }
  }
}

/// The same for n values at each place.
template <class T, int n>
void signed_sums(T x[8][n]) {
  for (int e = 0; e < n; ++e) {
    T values[8];
#pragma GCC unroll 8
    for (int k = 0; k < 8; ++k)
      values[k] = x[k][e];
    signed_sums(values);
#pragma GCC unroll 8
    for (int k = 0; k < 8; ++k)
      x[k][e] = values[k];
  }
}

/// Vectors at the nodes -> 8 u_s of their monomials.
template <class T>
void to_monomials(const T nodes[n_nodes][3], T monomials[n_monomials][3]) {
  for (int k = 0; k < 3; ++k) {
    T x[8];
#pragma GCC unroll 8
    for (int place = 0; place < n_nodes; ++place)
      x[place] = nodes[corner_at[place]][k];
    signed_sums(x);
#pragma GCC unroll 8
    for (int s = 0; s < n_monomials; ++s)
      monomials[s][k] = x[s];
  }
}

/// Derivatives of a field by the natural coordinates at the points, [k][i] of component k by coordinate i. None changes along
/// its own coordinate.
template <class T>
void natural_derivatives(const T monomials[n_monomials][3], T derivatives[n_points][3][3]) {
#pragma GCC unroll 3
  for (int i = 0; i < 3; ++i) {
    const int own = bit(i), second = bit((i + 1) % 3), third = bit((i + 2) % 3);
#pragma GCC unroll 3
    for (int k = 0; k < 3; ++k) {
      const T a = derivative_size(own) * monomials[own][k],
              b = derivative_size(own | second) * monomials[own | second][k];
      const T c = derivative_size(own | third) * monomials[own | third][k], d = derivative_size(7) * monomials[7][k];
      const T sum = a + b, difference = a - b, third_sum = c + d, third_difference = c - d;
      const T at[2][2] = {{sum + third_sum, sum - third_sum},
                          {difference + third_difference, difference - third_difference}};
#pragma GCC unroll 8
      for (int q = 0; q < n_points; ++q)
        derivatives[q][k][i] = at[(place_of[q] & second) != 0][(place_of[q] & third) != 0];
    }
  }
}

/// The transpose: what works on these derivatives -> on the strained monomials.
template <class T>
void natural_forces(const T on_derivatives[n_points][3][3], T row[n_strained]) {
#pragma GCC unroll 3
  for (int k = 0; k < 3; ++k) {
    T sums[3][8];  // of the derivatives by each coordinate
#pragma GCC unroll 3
    for (int i = 0; i < 3; ++i) {
#pragma GCC unroll 8
      for (int place = 0; place < 8; ++place)
        sums[i][place] = on_derivatives[corner_at[place]][k][i];
      signed_sums(sums[i]);
    }
#pragma GCC unroll 8
    for (int s = 1; s < n_monomials; ++s) {
      T sum = T{};
#pragma GCC unroll 3
      for (int i = 0; i < 3; ++i) {
        if (s & bit(i))
          sum += sums[i][s ^ bit(i)];
      }
      row[row_of(s, k)] = derivative_size(s) * sum;
    }
  }
}

/// A row over the strained monomials -> over the nodes.
template <class T>
void row_to_nodes(const T row[n_strained], T nodes[n_displacements]) {
  for (int k = 0; k < 3; ++k) {
    T x[8] = {row[k] * 0.0};
#pragma GCC unroll 8
    for (int s = 1; s < n_monomials; ++s)
      x[s] = row[3 * (s - 1) + k];
    signed_sums(x);
#pragma GCC unroll 8
    for (int place = 0; place < n_nodes; ++place)
      nodes[3 * corner_at[place] + k] = x[place];
  }
}

}  // namespace spondyl::fem::hex8
