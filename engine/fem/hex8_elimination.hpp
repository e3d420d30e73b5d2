// Static condensation of the pressure and the enhanced parameters of a pack of elements. Private to solid_block.cpp.
#pragma once

#include "fem/hex8_result.hpp"

namespace spondyl::fem::hex8 {

/// Eliminates the pressure, with t_k = int phi_k dJ: stiffness += K t' M^-1 t.
template <class T>
void eliminate_pressure(const Geometry<T>& g, double bulk_modulus, const T t[n_modes][n_local], Result<T>& out) {
  T mt[n_modes][n_local];
  for (int c = 0; c < n_local; ++c) {
    const T column[n_modes] = {t[0][c], t[1][c], t[2][c], t[3][c]};
    T product[n_modes];
    times_inverse_mass(g, column, product);
    for (int m = 0; m < n_modes; ++m)
      mt[m][c] = bulk_modulus * product[m];
  }
  for (int r = 0; r < n_local; ++r) {
    for (int c = 0; c <= r; ++c) {
      T sum = t[0][r] * mt[0][c];
      for (int m = 1; m < n_modes; ++m)
        sum += t[m][r] * mt[m][c];
      out.stiffness[packed(r, c)] += sum;
    }
  }
}

/// What the enhanced parameters recover, continued to the pressure: dp = M^-1 (mismatch + t [du; da]).
template <class T>
void recover_pressure(const Geometry<T>& g, double bulk_modulus, const T t[n_modes][n_local], Result<T>& out) {
  T* w = out.internal_inverse;
  T b[n_modes][n_enhanced];  // M^-1 t of the enhanced parameters
  for (int i = 0; i < n_enhanced; ++i) {
    const T column[n_modes] = {t[0][n_displacements + i], t[1][n_displacements + i], t[2][n_displacements + i],
                               t[3][n_displacements + i]};
    T product[n_modes];
    times_inverse_mass(g, column, product);
    for (int m = 0; m < n_modes; ++m)
      b[m][i] = product[m];
  }
  for (int m = 0; m < n_modes; ++m) {
    for (int i = 0; i < n_enhanced; ++i) {
      T sum = b[m][0] * symmetric(w, i, 0);
      for (int j = 1; j < n_enhanced; ++j)
        sum += b[m][j] * symmetric(w, i, j);
      w[packed(n_enhanced + m, i)] = sum;
    }
    for (int n = 0; n <= m; ++n) {
      T sum = -g.inverse_mass[m][n] / bulk_modulus;
      for (int i = 0; i < n_enhanced; ++i)
        sum += w[packed(n_enhanced + m, i)] * b[n][i];
      w[packed(n_enhanced + m, n_enhanced + n)] = sum;
    }
  }
  for (int c = 0; c < n_displacements; ++c) {
    const T column[n_modes] = {t[0][c], t[1][c], t[2][c], t[3][c]};
    T product[n_modes];
    times_inverse_mass(g, column, product);
    for (int m = 0; m < n_modes; ++m) {
      T sum = -product[m];
      for (int i = 0; i < n_enhanced; ++i)
        sum += b[m][i] * out.recovery[i][c];
      out.recovery[n_enhanced + m][c] = sum;
    }
  }
}

/// Eliminates the enhanced parameters from the stiffness (Cholesky of their block) and keeps what recovers them.
template <class T>
void eliminate_enhanced(Result<T>& out) {
  constexpr int n = n_enhanced, u = n_displacements;
  T* k = out.stiffness;
  T l[n][n], reciprocal[n];
  out.smallest_pivot = k[packed(u, u)];
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j <= i; ++j) {
      T sum = k[packed(u + i, u + j)];
      for (int m = 0; m < j; ++m)
        sum -= l[i][m] * l[j][m];
      if (i == j) {
        out.smallest_pivot = minimum(out.smallest_pivot, sum);
        l[i][i] = square_root(sum);
        reciprocal[i] = 1.0 / l[i][i];
      } else {
        l[i][j] = sum * reciprocal[j];
      }
    }
  }
  const auto solve = [&](T x[n]) {
#pragma GCC unroll 9
    for (int i = 0; i < n; ++i) {
#pragma GCC unroll 9
      for (int m = 0; m < i; ++m)
        x[i] -= l[i][m] * x[m];
      x[i] *= reciprocal[i];
    }
#pragma GCC unroll 9
    for (int i = n - 1; i >= 0; --i) {
#pragma GCC unroll 9
      for (int m = i + 1; m < n; ++m)
        x[i] -= l[m][i] * x[m];
      x[i] *= reciprocal[i];
    }
  };
  for (int c = 0; c < u; ++c) {
    T x[n];
    for (int i = 0; i < n; ++i)
      x[i] = k[packed(u + i, c)];
    solve(x);
    for (int i = 0; i < n; ++i)
      out.recovery[i][c] = x[i];
  }
  for (int c = 0; c < n; ++c) {
    T x[n];
    for (int i = 0; i < n; ++i)
      x[i] = k[0] * 0.0 + (i == c ? 1.0 : 0.0);
    solve(x);
    for (int i = c; i < n; ++i)
      out.internal_inverse[packed(i, c)] = x[i];
  }
  for (int r = 0; r < u; ++r) {
    T coupling[n];
    for (int i = 0; i < n; ++i)
      coupling[i] = k[packed(u + i, r)];
    for (int c = 0; c <= r; ++c) {
      T sum = coupling[0] * out.recovery[0][c];
#pragma GCC unroll 8
      for (int i = 1; i < n; ++i)
        sum += coupling[i] * out.recovery[i][c];
      k[packed(r, c)] -= sum;
    }
  }
}

}  // namespace spondyl::fem::hex8
