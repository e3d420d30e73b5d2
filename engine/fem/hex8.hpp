// The 8-node hexahedron of this program: trilinear displacement, nine enhanced Green-Lagrange strain parameters
// against shear locking, a linear volume ratio and pressure in each element against volumetric locking. Equations
// and the reasons for this choice: docs/theory/finite-elements.md.
//
//   E = (F^T F - 1)/2 + (j0/j) sum_i xi_i sym(G_i (x) a_i)     G_i = grad xi_i at the center, scaled to unit length
//   p (J - 1 - s) - K psi(p/K) with p linear in xi       only for split laws; hex8_volume.hpp
//   k/2 g |a|^2 with the nine enhanced parameters a      only for split laws; against zigzags: hex8_hourglass.hpp
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
  T gradient[n_points][n_nodes][3];    ///< dN/dX, 1/mm
  T center_gradient[n_nodes][3];       ///< the same at the center
  T natural_gradient[n_points][3][3];  ///< dxi_i/dX, 1/mm
  T center_natural_gradient[3][3];     ///< the same at the center
  T weight[n_points];                  ///< volume of an integration point, mm^3
  T center_ratio[n_points];            ///< j0/j
  T direction[3][3];                   ///< G_i / |G_i|
  T thin_weight[3];                    ///< of each pair of faces, see hex8_hourglass.hpp
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

/// Deformation gradient with the given gradients of the shape functions.
template <class T>
void deformation_gradient(const T gradient[n_nodes][3], const T u[n_nodes][3], T f[3][3]) {
  for (int i = 0; i < 3; ++i) {
    for (int j = 0; j < 3; ++j) {
      T sum = gradient[0][0] * 0.0 + (i == j ? 1.0 : 0.0);
      for (int a = 0; a < n_nodes; ++a)
        sum += u[a][i] * gradient[a][j];
      f[i][j] = sum;
    }
  }
}

template <class T>
T determinant(const T f[3][3]) {
  return f[0][0] * (f[1][1] * f[2][2] - f[1][2] * f[2][1]) - f[0][1] * (f[1][0] * f[2][2] - f[1][2] * f[2][0]) +
         f[0][2] * (f[1][0] * f[2][1] - f[1][1] * f[2][0]);
}

/// F^T F.
template <class T>
Tensor<T> cauchy_green(const T f[3][3]) {
  Tensor<T> c;
  for (int p = 0; p < 6; ++p) {
    const int i = voigt_row[p], j = voigt_column[p];
    c[static_cast<std::size_t>(p)] = f[0][i] * f[0][j] + f[1][i] * f[1][j] + f[2][i] * f[2][j];
  }
  return c;
}

template <class T>
Kinematics<T> kinematics(const Geometry<T>& g, int point, const T u[n_nodes][3], const T enhanced[n_enhanced]) {
  Kinematics<T> k;
  const T zero = g.weight[point] * 0.0;
  deformation_gradient(g.gradient[point], u, k.gradient);
  k.jacobian = determinant(k.gradient);
  k.c = cauchy_green(k.gradient);
  for (T& e : k.enhancement)
    e = zero;
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

/// Strain of the displacements, six rows (2x shear), in the first 24 columns of `b`.
template <class T, int columns>
void displacement_strain(const T gradient[n_nodes][3], const T f[3][3], T b[6][columns]) {
  for (int p = 0; p < 6; ++p) {
    const int i = voigt_row[p], j = voigt_column[p];
    for (int a = 0; a < n_nodes; ++a) {
      for (int d = 0; d < 3; ++d) {
        T value = f[d][i] * gradient[a][j];
        if (i != j)
          value += f[d][j] * gradient[a][i];
        b[p][3 * a + d] = value;
      }
    }
  }
}

}  // namespace spondyl::fem::hex8
