// Deformation of an element: at its points, and the metric of its center. Private to solid_block.cpp.
#pragma once

#include "fem/hex8_monomials.hpp"
#include "fem/material.hpp"

namespace spondyl::fem::hex8 {

/// Cofactors: derivative of the determinant.
template <class T>
void cofactors(const T m[3][3], T out[3][3]) {
  for (int i = 0; i < 3; ++i) {
    for (int j = 0; j < 3; ++j) {
      const int i1 = (i + 1) % 3, i2 = (i + 2) % 3, j1 = (j + 1) % 3, j2 = (j + 2) % 3;
      out[i][j] = m[i1][j1] * m[i2][j2] - m[i1][j2] * m[i2][j1];
    }
  }
}

/// 1 + du/dX from the derivatives of u by the natural coordinates.
template <class T>
void deformation_gradient(const T displacement[3][3], const T natural[3][3], T f[3][3]) {
  for (int k = 0; k < 3; ++k) {
    for (int j = 0; j < 3; ++j) {
      f[k][j] = (k == j ? 1.0 : 0.0) + displacement[k][0] * natural[0][j] + displacement[k][1] * natural[1][j] +
                displacement[k][2] * natural[2][j];
    }
  }
}

/// F^T F.
template <class T>
Tensor<T> cauchy_green(const T f[3][3]) {
  Tensor<T> c;
  for (std::size_t p = 0; p < 6; ++p) {
    const int i = voigt_row[p], j = voigt_column[p];
    c[p] = f[0][i] * f[0][j] + f[1][i] * f[1][j] + f[2][i] * f[2][j];
  }
  return c;
}

/// The enhanced strain: these tensors times xi_m j0/j.
template <class T>
struct EnhancedStrain {
  Tensor<T> mode[3];

  EnhancedStrain(const Geometry<T>& g, const T enhanced[n_enhanced]) {
    for (int m = 0; m < 3; ++m) {
      for (std::size_t p = 0; p < 6; ++p) {
        const int i = voigt_row[p], j = voigt_column[p];
        mode[m][p] = 0.5 * (g.direction[m][i] * enhanced[3 * m + j] + g.direction[m][j] * enhanced[3 * m + i]);
      }
    }
  }
};

/// Deformation at one integration point.
template <class T>
struct Kinematics {
  T gradient[3][3];  ///< F of the displacement alone
  T position[3][3];  ///< dx/dxi of the displacement alone, mm
  Tensor<T> c;       ///< right Cauchy-Green tensor with the enhanced strain, F^T F + 2 e
};

/// At all points, from the monomials of the displacement.
template <class T>
std::array<Kinematics<T>, n_points> kinematics(const Geometry<T>& g, const T displacement[n_monomials][3],
                                               const EnhancedStrain<T>& enhanced) {
  T of_displacement[n_points][3][3], of_reference[n_points][3][3];
  natural_derivatives(displacement, of_displacement);
  natural_derivatives(g.position, of_reference);
  std::array<Kinematics<T>, n_points> out;
  for (int q = 0; q < n_points; ++q) {
    Kinematics<T>& point = out[static_cast<std::size_t>(q)];
    deformation_gradient(of_displacement[q], g.natural_gradient[q], point.gradient);
    for (int k = 0; k < 3; ++k) {
      for (int i = 0; i < 3; ++i)
        point.position[k][i] = of_reference[q][k][i] + of_displacement[q][k][i];
    }
    point.c = cauchy_green(point.gradient);
    const T twice = (2.0 * gauss) * g.center_ratio[q];
    for (std::size_t p = 0; p < 6; ++p) {
      point.c[p] += twice * (corner[q][0] * enhanced.mode[0][p] + corner[q][1] * enhanced.mode[1][p] +
                             corner[q][2] * enhanced.mode[2][p]);
    }
  }
  return out;
}

}  // namespace spondyl::fem::hex8
