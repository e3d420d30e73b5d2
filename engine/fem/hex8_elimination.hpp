// Static condensation of the pressure and the enhanced parameters of a pack of elements, in the rows of hex8_stiffness.hpp.
// Private to solid_block.cpp.
#pragma once

#include "fem/hex8_stiffness.hpp"
#include "fem/hex8_volume.hpp"

namespace spondyl::fem::hex8 {

/// Inverse of the symmetric `matrix`, given by its lower triangle and positive definite, by its factor L D L'.
template <class T>
void invert_compliance(const T matrix[n_modes][n_modes], T inverse[n_modes][n_modes]) {
  constexpr int n = n_modes;
  T l[n][n], pivot[n], of_l[n][n];
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j <= i; ++j) {
      T sum = matrix[i][j];
      for (int m = 0; m < j; ++m)
        sum -= l[i][m] * pivot[m] * l[j][m];
      if (i == j)
        pivot[i] = sum;
      else
        l[i][j] = sum / pivot[j];
    }
  }
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j < i; ++j) {
      T sum = -l[i][j];
      for (int m = j + 1; m < i; ++m)
        sum -= l[i][m] * of_l[m][j];
      of_l[i][j] = sum;
    }
  }
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j <= i; ++j) {
      T sum = i == j ? 1.0 / pivot[i] : of_l[i][j] / pivot[i];
      for (int m = i + 1; m < n; ++m)
        sum += of_l[m][i] * of_l[m][j] / pivot[m];
      inverse[i][j] = inverse[j][i] = sum;
    }
  }
}

/// int phi_k dJ: of the displacements all modes, of the enhanced parameters of coordinate m that of the same coordinate.
template <class T>
struct VolumeChange {
  T nodes[n_modes][n_strained];
  T enhanced[n_enhanced];
};
constexpr int mode_of(int enhanced) { return 1 + enhanced / 3; }

/// The same times an inverse compliance M^-1, which no zeros survive.
template <class T>
void pressure_change(const T inverse[n_modes][n_modes], const VolumeChange<T>& t, T mt[n_modes][n_rows]) {
  for (int m = 0; m < n_modes; ++m) {
    for (int c = 0; c < n_strained; ++c) {
      mt[m][c] = inverse[m][0] * t.nodes[0][c] + inverse[m][1] * t.nodes[1][c] + inverse[m][2] * t.nodes[2][c] +
                 inverse[m][3] * t.nodes[3][c];
    }
    for (int i = 0; i < n_enhanced; ++i)
      mt[m][n_strained + i] = inverse[m][mode_of(i)] * t.enhanced[i];
  }
}

/// Eliminates the pressure with mt = M^-1 t: stiffness += K t' M^-1 t.
template <class T>
void eliminate_pressure(double bulk_modulus, const VolumeChange<T>& t, const T mt[n_modes][n_rows],
                        T stiffness[packed_rows]) {
  for (int r = 0; r < n_strained; ++r) {
    T scaled[n_modes];
    for (int m = 0; m < n_modes; ++m)
      scaled[m] = bulk_modulus * t.nodes[m][r];
    T* row = stiffness + packed(r, 0);
    for (int c = 0; c <= r; ++c)
      row[c] += scaled[0] * mt[0][c] + scaled[1] * mt[1][c] + scaled[2] * mt[2][c] + scaled[3] * mt[3][c];
  }
  for (int i = 0; i < n_enhanced; ++i) {
    const T scaled = bulk_modulus * t.enhanced[i];
    T* row = stiffness + packed(n_strained + i, 0);
    for (int c = 0; c <= n_strained + i; ++c)
      row[c] += scaled * mt[mode_of(i)][c];
  }
}

/// Inverse of the Cholesky factor of the enhanced parameters' block, and its smallest pivot.
template <class T>
void invert_factor(const T stiffness[packed_rows], T inverse[n_enhanced][n_enhanced], T& smallest_pivot) {
  constexpr int n = n_enhanced;
  T l[n][n];
  smallest_pivot = stiffness[packed(n_strained, n_strained)];
#pragma GCC unroll 9
  for (int i = 0; i < n; ++i) {
#pragma GCC unroll 9
    for (int j = 0; j <= i; ++j) {
      T sum = stiffness[packed(n_strained + i, n_strained + j)];
#pragma GCC unroll 9
      for (int m = 0; m < j; ++m)
        sum -= l[i][m] * l[j][m];
      if (i == j) {
        smallest_pivot = minimum(smallest_pivot, sum);
        inverse[i][i] = 1.0 / square_root(sum);
      } else {
        l[i][j] = sum * inverse[j][j];
      }
    }
  }
#pragma GCC unroll 9
  for (int j = 0; j < n; ++j) {
#pragma GCC unroll 9
    for (int i = j + 1; i < n; ++i) {
      T sum = l[i][j] * inverse[j][j];
#pragma GCC unroll 9
      for (int m = j + 1; m < i; ++m)
        sum += l[i][m] * inverse[m][j];
      inverse[i][j] = -(sum * inverse[i][i]);
    }
  }
}

/// Eliminates the enhanced parameters from the stiffness and keeps what recovers them; `recovery` has the columns of the
/// monomials.
template <class T>
void eliminate_enhanced(T stiffness[packed_rows], T recovery[][n_strained], Result<T>& out) {
  constexpr int n = n_enhanced;
  T inverse[n][n];
  invert_factor(stiffness, inverse, out.smallest_pivot);
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j <= i; ++j) {
      T sum = inverse[i][i] * inverse[i][j];
      for (int m = i + 1; m < n; ++m)
        sum += inverse[m][i] * inverse[m][j];
      out.internal_inverse[packed(i, j)] = sum;
    }
  }
  T half[n][n_strained];  // L^-1 times the coupling
  for (int c = 0; c < n_strained; ++c) {
    T x[n];
#pragma GCC unroll 9
    for (int i = 0; i < n; ++i)
      x[i] = stiffness[packed(n_strained + i, c)];
#pragma GCC unroll 9
    for (int i = n - 1; i >= 0; --i) {
      T sum = inverse[i][0] * x[0];
#pragma GCC unroll 9
      for (int m = 1; m <= i; ++m)
        sum += inverse[i][m] * x[m];
      half[i][c] = x[i] = sum;
    }
#pragma GCC unroll 9
    for (int i = 0; i < n; ++i) {
      T sum = inverse[i][i] * x[i];
#pragma GCC unroll 9
      for (int m = i + 1; m < n; ++m)
        sum += inverse[m][i] * x[m];
      recovery[i][c] = sum;
    }
  }
  for (int r = 0; r < n_strained; ++r) {
    T* row = stiffness + packed(r, 0);
    T own[n];
#pragma GCC unroll 9
    for (int i = 0; i < n; ++i)
      own[i] = half[i][r];
    for (int c = 0; c <= r; ++c) {
      T sum = own[0] * half[0][c];
#pragma GCC unroll 9
      for (int i = 1; i < n; ++i)
        sum += own[i] * half[i][c];
      row[c] -= sum;
    }
  }
}

/// What the enhanced parameters recover, continued to the pressure: dp = M^-1 (mismatch + t [du; da]).
template <class T>
void recover_pressure(const T inverse_compliance[n_modes][n_modes], double bulk_modulus, const T mt[n_modes][n_rows],
                      T recovery[n_internal_split][n_strained], T* inverse) {
  for (int m = 0; m < n_modes; ++m) {
    const T* b = mt[m] + n_strained;  // M^-1 t of the enhanced parameters
    for (int i = 0; i < n_enhanced; ++i) {
      T sum = b[0] * symmetric(inverse, i, 0);
      for (int j = 1; j < n_enhanced; ++j)
        sum += b[j] * symmetric(inverse, i, j);
      inverse[packed(n_enhanced + m, i)] = sum;
    }
    for (int n = 0; n <= m; ++n) {
      T sum = -inverse_compliance[m][n] / bulk_modulus;
      for (int i = 0; i < n_enhanced; ++i)
        sum += inverse[packed(n_enhanced + m, i)] * mt[n][n_strained + i];
      inverse[packed(n_enhanced + m, n_enhanced + n)] = sum;
    }
    for (int c = 0; c < n_strained; ++c) {
      T sum = -mt[m][c];
      for (int i = 0; i < n_enhanced; ++i)
        sum += b[i] * recovery[i][c];
      recovery[n_enhanced + m][c] = sum;
    }
  }
}

/// Condenses an element whose law is not split.
template <class T>
void eliminate(T stiffness[packed_rows], Result<T>& out) {
  T recovery[n_enhanced][n_strained];
  eliminate_enhanced(stiffness, recovery, out);
  stiffness_to_nodes(stiffness, out.stiffness);
  for (int i = 0; i < n_enhanced; ++i)
    row_to_nodes(recovery[i], out.recovery[i]);
}

/// Condenses an element with pressures.
template <class T>
void eliminate(const T compliance[n_modes][n_modes], double bulk_modulus, const VolumeChange<T>& change,
               T stiffness[packed_rows], Result<T>& out) {
  T inverse[n_modes][n_modes], mt[n_modes][n_rows];
  invert_compliance(compliance, inverse);
  pressure_change(inverse, change, mt);
  eliminate_pressure(bulk_modulus, change, mt, stiffness);
  T recovery[n_internal_split][n_strained];
  eliminate_enhanced(stiffness, recovery, out);
  recover_pressure(inverse, bulk_modulus, mt, recovery, out.internal_inverse);
  stiffness_to_nodes(stiffness, out.stiffness);
  for (int i = 0; i < n_internal_split; ++i)
    row_to_nodes(recovery[i], out.recovery[i]);
}

}  // namespace spondyl::fem::hex8
