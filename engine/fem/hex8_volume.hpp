// Volume ratio and pressure of nearly incompressible elements.
//
//   J = det F + det F0 (C0^-1 : e)        e = enhanced strain at the point; F0, C0 = F0^T F0 at the element's center
//   energy = sum_points w K (x (J - 1 - s) - psi(x)),  p = K x = K (p0 + p1 xi + p2 eta + p3 zeta)
//
// with the swelling s and the complementary energy K psi of the volume (VolumeResponse).
//
// Why the enhancement is measured with the metric of the center: a pressure does no work on an isochoric deformation, so
// it must not stiffen or soften the short waves of a mesh. With J = sqrt(det(F^T F + 2e)), or with the metric of the
// point, the second derivative of p J couples hourglass displacements to the enhanced strain; a pressure of the order of
// the shear modulus (a loaded nucleus) then turns elements unstable. The metric of the center does not change in an
// hourglass deformation and det F is a null Lagrangian: a constant pressure adds nothing to either.
#pragma once

#include "fem/hex8_kinematics.hpp"

namespace spondyl::fem::hex8 {

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

/// Metric of the element's center and what follows from J0 C0^-1 : h for a tensor h (all components counted once).
template <class T>
struct CenterMetric {
  T gradient[3][3];   ///< F0
  T position[3][3];   ///< dx/dxi, mm
  T jacobian;         ///< det F0
  Tensor<T> inverse;  ///< C0^-1

  CenterMetric() = default;
  /// From the monomials of the displacement, of which those of one coordinate have derivatives here.
  CenterMetric(const Geometry<T>& g, const T displacement[n_monomials][3]) {
    T of_displacement[3][3];
    for (int k = 0; k < 3; ++k) {
      for (int i = 0; i < 3; ++i) {
        of_displacement[k][i] = derivative_size(bit(i)) * displacement[bit(i)][k];
        position[k][i] = derivative_size(bit(i)) * g.position[bit(i)][k] + of_displacement[k][i];
      }
    }
    deformation_gradient(of_displacement, g.center_natural_gradient, gradient);
    jacobian = determinant(gradient);
    inverse = invert(cauchy_green(gradient)).inverse;
  }

  T trace(const Tensor<T>& h) const {
    return inverse[0] * h[0] + inverse[1] * h[1] + inverse[2] * h[2] +
           2.0 * (inverse[3] * h[3] + inverse[4] * h[4] + inverse[5] * h[5]);
  }
  T volume(const Tensor<T>& h) const { return jacobian * trace(h); }

  /// Derivative with respect to the center's strain: J0 ((C^-1 : h) C^-1 - 2 C^-1 h C^-1).
  Tensor<T> first(const Tensor<T>& h) const {
    const T t = trace(h);
    const Tensor<T> a = sandwich(inverse, h);
    Tensor<T> out;
    for (std::size_t m = 0; m < 6; ++m)
      out[m] = jacobian * (t * inverse[m] - 2.0 * a[m]);
    return out;
  }

  /// Derivative of J0 C0^-1 itself with respect to the center's strain.
  std::array<Tensor<T>, 6> metric_derivative() const {
    std::array<Tensor<T>, 6> out;
    for (std::size_t m = 0; m < 6; ++m) {
      for (std::size_t n = 0; n <= m; ++n) {
        out[m][n] = out[n][m] =
            jacobian *
            (inverse[m] * inverse[n] - 2.0 * inverse_derivative(inverse, static_cast<int>(m), static_cast<int>(n)));
      }
    }
    return out;
  }

  /// Second derivative of J0 C0^-1 : h with respect to the center's strain, with the derivative of the metric.
  std::array<Tensor<T>, 6> second(const Tensor<T>& h, const std::array<Tensor<T>, 6>& metric) const {
    const T t = trace(h), twice = 2.0 * jacobian;
    const Tensor<T> a = sandwich(inverse, h);
    std::array<Tensor<T>, 6> out;
    for (std::size_t m = 0; m < 6; ++m) {
      const int i = voigt_row[m], j = voigt_column[m];
      for (std::size_t n = 0; n <= m; ++n) {
        const int k = voigt_row[n], l = voigt_column[n];
        const T of_sandwich =
            inverse[voigt_index[i][k]] * a[voigt_index[j][l]] + inverse[voigt_index[i][l]] * a[voigt_index[j][k]] +
            a[voigt_index[i][k]] * inverse[voigt_index[j][l]] + a[voigt_index[i][l]] * inverse[voigt_index[j][k]];
        out[m][n] = out[n][m] = t * metric[m][n] + twice * (of_sandwich - (a[m] * inverse[n] + inverse[m] * a[n]));
      }
    }
    return out;
  }
};

/// Volume ratio, pressure and what is missing from their law. Integrals of the enhanced strain e take only its part that
/// goes with the same coordinate: its weight, xi_m j0/j dV = j0 xi_m dxi, is even in all others.
template <class T>
struct Volume {
  CenterMetric<T> center;
  T cofactor[n_points][3][3];      ///< of dx/dxi, mm^2
  T enlarged[n_points];            ///< J j, mm^3
  T pressure[n_points];            ///< MPa; positive in tension
  T mean;                          ///< of J in the element
  T mismatch[n_modes];             ///< int phi_k (J - s - theta) dV; zero in equilibrium, mm^3
  T compliance[n_modes][n_modes];  ///< int phi_k phi_l dtheta/dx dV, lower triangle, mm^3
  T second_moment;                 ///< int xi_m^2 j0 dxi, of each coordinate, mm^3
  T pressure_moment[3];            ///< int p xi_m j0 dxi, N mm
  Tensor<T> enhancement[3];        ///< int xi_m e dV
  Tensor<T> pressure_enhancement;  ///< int p e dV
};

/// p/K at a point.
template <class T>
T relative_pressure(const T pressure[n_modes], int point) {
  T x = pressure[0];
  for (int m = 1; m < n_modes; ++m)
    x += pressure[m] * volume_mode(m, point);
  return x;
}

template <class T>
Volume<T> volume(const Geometry<T>& g, const std::array<Kinematics<T>, n_points>& points,
                 const T displacement[n_monomials][3], const EnhancedStrain<T>& enhanced, const T pressure[n_modes],
                 double bulk_modulus, double swelling) {
  Volume<T> v;
  v.center = CenterMetric<T>(g, displacement);
  v.second_moment = (n_points * gauss * gauss) * g.center_volume;
  T of_enhanced[3];  // J j of each coordinate
  for (std::size_t p = 0; p < 6; ++p)
    v.pressure_enhancement[p] = T{};
  for (int m = 0; m < 3; ++m) {
    of_enhanced[m] = gauss * g.center_volume * v.center.volume(enhanced.mode[m]);
    v.pressure_moment[m] = bulk_modulus * v.second_moment * pressure[m + 1];
    for (std::size_t p = 0; p < 6; ++p) {
      v.enhancement[m][p] = v.second_moment * enhanced.mode[m][p];
      v.pressure_enhancement[p] += v.pressure_moment[m] * enhanced.mode[m][p];
    }
  }
  v.mean = T{};
  T rest = T{};
  for (int m = 0; m < n_modes; ++m) {
    v.mismatch[m] = T{};
    for (int n = 0; n <= m; ++n)
      v.compliance[m][n] = T{};
  }
  for (int q = 0; q < n_points; ++q) {
    const auto& position = points[static_cast<std::size_t>(q)].position;
    cofactors(position, v.cofactor[q]);
    v.enlarged[q] = position[0][0] * v.cofactor[q][0][0] + position[0][1] * v.cofactor[q][0][1] +
                    position[0][2] * v.cofactor[q][0][2];
    for (int m = 0; m < 3; ++m)
      v.enlarged[q] += corner[q][m] * of_enhanced[m];
    rest += g.weight[q];
    v.mean += v.enlarged[q];
    const T x = relative_pressure(pressure, q);
    const VolumeResponse<T> law(x);
    v.pressure[q] = bulk_modulus * x;
    const T missing = v.enlarged[q] - g.weight[q] * (law.ratio + swelling), softness = g.weight[q] * law.compliance;
    for (int m = 0; m < n_modes; ++m) {
      v.mismatch[m] += volume_mode(m, q) * missing;
      for (int n = 0; n <= m; ++n)
        v.compliance[m][n] += (volume_mode(m, q) * volume_mode(n, q)) * softness;
    }
  }
  v.mean /= rest;
  return v;
}

/// N mm.
template <class T>
T volume_energy(const Geometry<T>& g, const Volume<T>& v, const T pressure[n_modes], double bulk_modulus,
                double swelling) {
  T sum = T{};
  for (int q = 0; q < n_points; ++q) {
    const T x = relative_pressure(pressure, q);
    sum += x * (v.enlarged[q] - (1.0 + swelling) * g.weight[q]) - g.weight[q] * VolumeResponse<T>(x).energy();
  }
  return bulk_modulus * sum;
}

}  // namespace spondyl::fem::hex8
