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
  T position[n_nodes][3];              ///< monomials of X (hex8_monomials.hpp), mm
  T natural_gradient[n_points][3][3];  ///< dxi_i/dX, 1/mm
  T center_natural_gradient[3][3];     ///< the same at the center
  T weight[n_points];                  ///< j: volume of an integration point, mm^3
  T center_volume;                     ///< j0: the same at the center
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

template <class T>
T determinant(const T f[3][3]) {
  return f[0][0] * (f[1][1] * f[2][2] - f[1][2] * f[2][1]) - f[0][1] * (f[1][0] * f[2][2] - f[1][2] * f[2][0]) +
         f[0][2] * (f[1][0] * f[2][1] - f[1][1] * f[2][0]);
}

}  // namespace spondyl::fem::hex8
