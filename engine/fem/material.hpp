// Stored-energy functions of the solid tissues, in terms of the right Cauchy-Green tensor C = F^T F.
//
// Symmetric tensors are six numbers in the order 11 22 33 12 23 13; a strain-like one carries 2x the shear
// components, a stress-like one does not, so that energy = stress . strain. The stress is the second
// Piola-Kirchhoff stress S = 2 dPsi/dC (MPa), the tangent dS/dE with the Green-Lagrange strain E = (C - 1)/2.
//
// A law is a small struct with `response(C)`. A law that also has `bulk_modulus` is split: `response` is then the
// energy of the shape change alone and the element adds that of the volume (VolumeResponse) with a pressure of its own.
#pragma once

#include <array>

#include "fem/lanes.hpp"

namespace spondyl::fem {

template <class T>
using Tensor = std::array<T, 6>;

template <class T>
struct Response {
  T energy;
  Tensor<T> stress;
  std::array<Tensor<T>, 6> tangent;
};

/// Inverse and determinant of a symmetric tensor given in stress-like components.
template <class T>
struct Inverse {
  Tensor<T> inverse;
  T determinant;
};
template <class T>
T determinant(const Tensor<T>& c) {
  return c[0] * (c[1] * c[2] - c[4] * c[4]) + c[3] * (c[4] * c[5] - c[3] * c[2]) + c[5] * (c[3] * c[4] - c[1] * c[5]);
}
template <class T>
Inverse<T> invert(const Tensor<T>& c) {
  const T m00 = c[1] * c[2] - c[4] * c[4];
  const T m01 = c[4] * c[5] - c[3] * c[2];
  const T m02 = c[3] * c[4] - c[1] * c[5];
  const T determinant = c[0] * m00 + c[3] * m01 + c[5] * m02;
  const T s = 1.0 / determinant;
  return {{m00 * s, (c[0] * c[2] - c[5] * c[5]) * s, (c[0] * c[1] - c[3] * c[3]) * s, m01 * s,
           (c[3] * c[5] - c[0] * c[4]) * s, m02 * s},
          determinant};
}

/// Component pair of each of the six positions.
inline constexpr int voigt_row[6] = {0, 1, 2, 0, 1, 0};
inline constexpr int voigt_column[6] = {0, 1, 2, 1, 2, 2};
inline constexpr int voigt_index[3][3] = {{0, 3, 5}, {3, 1, 4}, {5, 4, 2}};

/// Component pq of the fourth-order tensor -dC^-1/dC = (C^-1_ik C^-1_jl + C^-1_il C^-1_jk)/2.
template <class T>
T inverse_derivative(const Tensor<T>& ci, int p, int q) {
  const int i = voigt_row[p], j = voigt_column[p], k = voigt_row[q], l = voigt_column[q];
  return 0.5 * (ci[voigt_index[i][k]] * ci[voigt_index[j][l]] + ci[voigt_index[i][l]] * ci[voigt_index[j][k]]);
}

inline constexpr double unit_tensor[6] = {1, 1, 1, 0, 0, 0};
/// Symmetric fourth-order identity in stress-like components: 1 on normal, 1/2 on shear positions.
inline constexpr double symmetric_identity[6] = {1, 1, 1, 0.5, 0.5, 0.5};

/// Linear elasticity for large rotations and small strains (Saint Venant-Kirchhoff), for bone, graft and metal.
struct LinearElastic {
  double young_modulus;  ///< MPa
  double poisson_ratio;  ///< below 1/2

  template <class T>
  Response<T> response(const Tensor<T>& c) const {
    const double mu = young_modulus / (2 * (1 + poisson_ratio));
    const double lambda = 2 * mu * poisson_ratio / (1 - 2 * poisson_ratio);
    const T zero = c[0] * 0.0;
    Tensor<T> e;
    for (int p = 0; p < 6; ++p)
      e[p] = 0.5 * (c[p] - unit_tensor[p]);
    const T trace = e[0] + e[1] + e[2];
    Response<T> r;
    r.energy = 0.5 * lambda * trace * trace;
    for (int p = 0; p < 6; ++p) {
      r.stress[p] = lambda * trace * unit_tensor[p] + 2 * mu * e[p];
      r.energy += mu * e[p] * e[p] * (p < 3 ? 1.0 : 2.0);
      for (int q = 0; q < 6; ++q) {
        r.tangent[p][q] =
            zero + lambda * unit_tensor[p] * unit_tensor[q] + (p == q ? 2 * mu * symmetric_identity[p] : 0.0);
      }
    }
    return r;
  }
};

/// Compressible neo-Hookean solid: mu/2 (I1 - 3 - 2 ln J) + lambda/2 (ln J)^2 (Simo & Pister 1984).
struct CompressibleNeoHookean {
  double young_modulus;  ///< MPa, at small strain
  double poisson_ratio;  ///< below 1/2

  template <class T>
  Response<T> response(const Tensor<T>& c) const {
    const double mu = young_modulus / (2 * (1 + poisson_ratio));
    const double lambda = 2 * mu * poisson_ratio / (1 - 2 * poisson_ratio);
    const Inverse<T> inv = invert(c);
    const Tensor<T>& ci = inv.inverse;
    const T log_j = 0.5 * logarithm(inv.determinant);
    Response<T> r;
    r.energy = 0.5 * mu * (c[0] + c[1] + c[2] - 3.0 - 2.0 * log_j) + 0.5 * lambda * log_j * log_j;
    for (int p = 0; p < 6; ++p) {
      r.stress[p] = mu * (unit_tensor[p] - ci[p]) + lambda * log_j * ci[p];
      for (int q = 0; q < 6; ++q) {
        r.tangent[p][q] = lambda * ci[p] * ci[q] + 2.0 * (mu - lambda * log_j) * inverse_derivative(ci, p, q);
      }
    }
    return r;
  }
};

/// What the volume of a split law answers to a pressure p = K x, by the energy K/4 (theta^2 - 1 - 2 ln theta) of a volume
/// ratio theta (Simo, Taylor & Pister 1985): p = K/2 (theta - 1/theta), so no pressure presses a volume to nothing.
template <class T>
struct VolumeResponse {
  T ratio;       ///< theta = x + (1 + x^2)^1/2, positive for every x
  T compliance;  ///< its derivative by x

  explicit VolumeResponse(const T& x) : x_(x), root_(square_root(1.0 + x * x)) {
    ratio = x > 0.0 ? root_ + x : 1.0 / (root_ - x);  // without cancellation
    compliance = ratio / root_;
  }
  /// Complementary energy over K, the integral of theta - 1 from 0 to x.
  T energy() const { return 0.5 * (x_ * (x_ + root_) + logarithm(ratio)) - x_; }

 private:
  T x_, root_;
};

/// Nearly incompressible Mooney-Rivlin solid, C10 (I1' - 3) + C01 (I2' - 3) with the invariants of the isochoric part of C
/// and the volume as in VolumeResponse. C01 = 0 is the neo-Hookean solid with mu = 2 C10.
struct MooneyRivlin {
  double c10;           ///< MPa
  double c01;           ///< MPa
  double bulk_modulus;  ///< MPa
  double swelling = 0;  ///< s: growth of the volume at which there is no pressure

  double shear_modulus() const { return 2 * (c10 + c01); }  ///< MPa, at small strain

  template <class T>
  Response<T> response(const Tensor<T>& c) const {
    const Inverse<T> inv = invert(c);
    const Tensor<T>& ci = inv.inverse;
    const T i1 = c[0] + c[1] + c[2];
    const T i2 = c[0] * c[1] + c[1] * c[2] + c[2] * c[0] - c[3] * c[3] - c[4] * c[4] - c[5] * c[5];
    const T a = inverse_cube_root(inv.determinant);  // J^-2/3
    const T b = a * a;                               // J^-4/3
    const T first = 2.0 * c10 * a, second = 2.0 * c01 * b;
    const T along_inverse = -(first * i1 + 2.0 * (second * i2)) / 3.0;

    Response<T> r;
    r.energy = c10 * (a * i1 - 3.0) + c01 * (b * i2 - 3.0);
    // The tangent is w d - (ci (x) n + n (x) ci) + 2 second (1 (x) 1 - identity), d = inverse_derivative.
    const T half_w = -along_inverse, half_of_pair = (first * i1 + 4.0 * (second * i2)) / 9.0;
    Tensor<T> n, weighted;
    for (int p = 0; p < 6; ++p) {
      const T of_second = second * (p < 3 ? i1 - c[p] : -c[p]);  // dI2/dC
      r.stress[p] = (p < 3 ? first + of_second : of_second) + along_inverse * ci[p];
      n[p] = (p < 3 ? (2.0 / 3.0) * first + (4.0 / 3.0) * of_second : (4.0 / 3.0) * of_second) - half_of_pair * ci[p];
      weighted[p] = half_w * ci[p];
    }
    for (int p = 0; p < 6; ++p) {
      const int i = voigt_row[p], j = voigt_column[p];
      for (int q = 0; q <= p; ++q) {
        const int k = voigt_row[q], l = voigt_column[q];
        T value = weighted[voigt_index[i][k]] * ci[voigt_index[j][l]] +
                  weighted[voigt_index[i][l]] * ci[voigt_index[j][k]] - (ci[p] * n[q] + n[p] * ci[q]);
        if (p < 3 && p != q)
          value += 2.0 * second;
        if (p >= 3 && p == q)
          value -= second;
        r.tangent[p][q] = r.tangent[q][p] = value;
      }
    }
    return r;
  }
};

/// True for laws whose volume change is left to the element.
template <class Law>
concept SplitLaw = requires(Law law) {
  law.bulk_modulus;
  law.shear_modulus();
};

}  // namespace spondyl::fem
