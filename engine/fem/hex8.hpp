// The 8-node hexahedron of this program: trilinear displacement, nine enhanced Green-Lagrange strain parameters
// against shear locking, a linear volume ratio and pressure in each element against volumetric locking. Equations
// and the reasons for this choice: docs/theory/finite-elements.md.
//
//   E = (F^T F - 1)/2 + (j0/j) sum_i xi_i sym(G_i (x) a_i)     G_i = grad xi_i at the center, scaled to unit length
//   p (J - 1) - p^2/2K,  J = det F (1 + C^-1 : enhancement), p = K (p0 + p1 xi + p2 eta + p3 zeta)   only for split laws; C = F^T F
//
// The enhancement changes the volume in first order only. With sqrt(det(2E + 1)) a pressure p would add -2p to the
// stiffness of the enhanced parameters: elements under a pressure above the shear modulus would stiffen, and under such
// a tension become unstable, although pressure alone does no work on an isochoric deformation.
//
// Everything is written for one number type T: a lane of T is one element.
#pragma once

#include <array>

#include "fem/lanes.hpp"
#include "fem/material.hpp"
#include "fem/uniaxial_law.hpp"

namespace spondyl::fem::hex8 {

inline constexpr int n_nodes = 8;
inline constexpr int n_points = 8;
inline constexpr int n_displacements = 24;
inline constexpr int n_enhanced = 9;
inline constexpr int n_local = n_displacements + n_enhanced;
inline constexpr int n_modes = 4;  // 1, xi, eta, zeta of the volume ratio

/// Internal parameters of an element: enhanced strains, then of split laws the pressure over the bulk modulus. The
/// pressure is an unknown of its own although it could be computed from the displacement: its second derivative then
/// enters Newton's method with a pressure that the linearized volume has led to, and long steps stay stable.
inline constexpr int n_internal_split = n_enhanced + n_modes;

/// Natural coordinates of the nodes; the 2x2x2 Gauss points lie at 1/sqrt(3) of them, in the same order.
inline constexpr double corner[8][3] = {{-1, -1, -1}, {1, -1, -1}, {1, 1, -1}, {-1, 1, -1},
                                        {-1, -1, 1},  {1, -1, 1},  {1, 1, 1},  {-1, 1, 1}};
inline constexpr double gauss = 0.57735026918962576451;

/// What depends on the reference geometry alone.
template <class T>
struct Geometry {
  T gradient[n_points][n_nodes][3];  ///< dN/dX, 1/mm
  T weight[n_points];                ///< volume of an integration point, mm^3
  T center_ratio[n_points];          ///< j0/j
  T direction[3][3];                 ///< G_i / |G_i|
  T inverse_mass[n_modes][n_modes];  ///< inverse of int phi_k phi_l dV
};

/// One family of fibers in one element: unit direction in the reference and law of the fiber stress times fraction.
template <class T>
struct Fiber {
  T direction[3];
  UniaxialLaw<T> law;
};

/// Value of the k-th volume mode at an integration point.
inline double volume_mode(int k, int point) { return k == 0 ? 1.0 : gauss * corner[point][k - 1]; }

/// Deformation at one integration point, enhanced strain included.
template <class T>
struct Kinematics {
  T gradient[3][3];       ///< F of the displacement alone
  T jacobian;             ///< det F of the displacement alone; not positive means the element is turned inside out
  Tensor<T> c;            ///< right Cauchy-Green tensor with the enhanced strain
  Tensor<T> enhancement;  ///< the enhanced part of the strain; c = F^T F + 2 enhancement
};

template <class T>
Kinematics<T> kinematics(const Geometry<T>& g, int point, const T u[n_nodes][3], const T enhanced[n_enhanced]) {
  Kinematics<T> k;
  const T zero = g.weight[point] * 0.0;
  T(&f)[3][3] = k.gradient;
  for (int i = 0; i < 3; ++i) {
    for (int j = 0; j < 3; ++j) {
      T sum = zero + (i == j ? 1.0 : 0.0);
      for (int a = 0; a < n_nodes; ++a)
        sum += u[a][i] * g.gradient[point][a][j];
      f[i][j] = sum;
    }
  }
  k.jacobian = f[0][0] * (f[1][1] * f[2][2] - f[1][2] * f[2][1]) - f[0][1] * (f[1][0] * f[2][2] - f[1][2] * f[2][0]) +
               f[0][2] * (f[1][0] * f[2][1] - f[1][1] * f[2][0]);
  for (int p = 0; p < 6; ++p) {
    const int i = voigt_row[p], j = voigt_column[p];
    k.c[p] = f[0][i] * f[0][j] + f[1][i] * f[1][j] + f[2][i] * f[2][j];
    k.enhancement[p] = zero;
  }
  for (int m = 0; m < 3; ++m) {
    const T scale = g.center_ratio[point] * (gauss * corner[point][m]);
    for (int p = 0; p < 6; ++p) {
      const int i = voigt_row[p], j = voigt_column[p];
      k.enhancement[p] +=
          0.5 * scale * (g.direction[m][i] * enhanced[3 * m + j] + g.direction[m][j] * enhanced[3 * m + i]);
    }
  }
  for (int p = 0; p < 6; ++p)
    k.c[p] += 2.0 * k.enhancement[p];
  return k;
}

/// Rows: six strain components (2x shear); columns: displacements, then enhanced parameters.
template <class T>
void strain_operator(const Geometry<T>& g, int point, const Kinematics<T>& k, T b[6][n_local]) {
  for (int p = 0; p < 6; ++p) {
    const int i = voigt_row[p], j = voigt_column[p];
    for (int a = 0; a < n_nodes; ++a) {
      for (int d = 0; d < 3; ++d) {
        T value = k.gradient[d][i] * g.gradient[point][a][j];
        if (i != j)
          value += k.gradient[d][j] * g.gradient[point][a][i];
        b[p][3 * a + d] = value;
      }
    }
    for (int m = 0; m < 3; ++m) {
      const T scale = g.center_ratio[point] * (gauss * corner[point][m]);
      for (int d = 0; d < 3; ++d) {
        T value = scale * 0.0;
        if (d == j)
          value += scale * g.direction[m][i];
        if (i != j && d == i)
          value += scale * g.direction[m][j];
        b[p][n_displacements + 3 * m + d] = value;
      }
    }
  }
}

/// Volume ratio, pressure and what is missing from their law at the integration points of one element.
template <class T>
struct Volume {
  T compatible[n_points];       ///< det F
  Tensor<T> inverse[n_points];  ///< (F^T F)^-1
  T enhancement[n_points];      ///< t = inverse : enhancement
  Tensor<T> product[n_points];  ///< A = inverse . enhancement . inverse
  T change[n_points];           ///< J - 1
  T pressure[n_points];         ///< MPa; positive in tension
  T mismatch[n_modes];          ///< int phi_k (J - 1 - pressure / K) dV; zero in equilibrium, mm^3
};

/// a . b . a of symmetric tensors.
template <class T>
Tensor<T> sandwich(const Tensor<T>& a, const Tensor<T>& b) {
  T ab[3][3];
  for (int i = 0; i < 3; ++i) {
    for (int j = 0; j < 3; ++j) {
      ab[i][j] = a[voigt_index[i][0]] * b[voigt_index[0][j]] + a[voigt_index[i][1]] * b[voigt_index[1][j]] +
                 a[voigt_index[i][2]] * b[voigt_index[2][j]];
    }
  }
  Tensor<T> out;
  for (int p = 0; p < 6; ++p) {
    const int i = voigt_row[p], j = voigt_column[p];
    out[p] = ab[i][0] * a[voigt_index[0][j]] + ab[i][1] * a[voigt_index[1][j]] + ab[i][2] * a[voigt_index[2][j]];
  }
  return out;
}

template <class T>
Volume<T> volume(const Geometry<T>& g, const std::array<Kinematics<T>, n_points>& k, const T pressure[n_modes],
                 double bulk_modulus) {
  Volume<T> v;
  for (int m = 0; m < n_modes; ++m)
    v.mismatch[m] = g.weight[0] * 0.0;
  for (int q = 0; q < n_points; ++q) {
    const Kinematics<T>& point = k[static_cast<std::size_t>(q)];
    const Tensor<T>& e = point.enhancement;
    Tensor<T> compatible;
    for (int p = 0; p < 6; ++p)
      compatible[p] = point.c[p] - 2.0 * e[p];
    const Tensor<T> ci = invert(compatible).inverse;
    v.inverse[q] = ci;
    v.compatible[q] = point.jacobian;
    v.enhancement[q] = ci[0] * e[0] + ci[1] * e[1] + ci[2] * e[2] + 2.0 * (ci[3] * e[3] + ci[4] * e[4] + ci[5] * e[5]);
    v.product[q] = sandwich(ci, e);
    v.change[q] = v.compatible[q] * (1.0 + v.enhancement[q]) - 1.0;
    T projected = pressure[0];
    for (int m = 1; m < n_modes; ++m)
      projected += pressure[m] * volume_mode(m, q);
    v.pressure[q] = bulk_modulus * projected;
    for (int m = 0; m < n_modes; ++m)
      v.mismatch[m] += g.weight[q] * volume_mode(m, q) * (v.change[q] - projected);
  }
  return v;
}

}  // namespace spondyl::fem::hex8
