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

#include "fem/hex8.hpp"

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
  T jacobian;         ///< det F0
  Tensor<T> inverse;  ///< C0^-1

  CenterMetric() = default;
  CenterMetric(const Geometry<T>& g, const T u[n_nodes][3]) {
    deformation_gradient(g.center_gradient, u, gradient);
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
    for (int m = 0; m < 6; ++m)
      out[m] = jacobian * (t * inverse[m] - 2.0 * a[m]);
    return out;
  }

  /// Second derivative with respect to the center's strain.
  std::array<Tensor<T>, 6> second(const Tensor<T>& h) const {
    const T t = trace(h);
    const Tensor<T> a = sandwich(inverse, h);
    std::array<Tensor<T>, 6> out;
    for (int m = 0; m < 6; ++m) {
      const int i = voigt_row[m], j = voigt_column[m];
      for (int n = 0; n < 6; ++n) {
        const int k = voigt_row[n], l = voigt_column[n];
        const T of_sandwich =
            inverse[voigt_index[i][k]] * a[voigt_index[j][l]] + inverse[voigt_index[i][l]] * a[voigt_index[j][k]] +
            a[voigt_index[i][k]] * inverse[voigt_index[j][l]] + a[voigt_index[i][l]] * inverse[voigt_index[j][k]];
        out[m][n] = jacobian * (t * (inverse[m] * inverse[n] - 2.0 * inverse_derivative(inverse, m, n)) -
                                2.0 * (a[m] * inverse[n] + inverse[m] * a[n]) + 2.0 * of_sandwich);
      }
    }
    return out;
  }

  /// Derivative of J0 C0^-1 itself with respect to the center's strain.
  std::array<Tensor<T>, 6> metric_derivative() const {
    std::array<Tensor<T>, 6> out;
    for (int m = 0; m < 6; ++m) {
      for (int n = 0; n < 6; ++n)
        out[m][n] = jacobian * (inverse[m] * inverse[n] - 2.0 * inverse_derivative(inverse, m, n));
    }
    return out;
  }
};

/// Volume ratio, pressure and what is missing from their law.
template <class T>
struct Volume {
  CenterMetric<T> center;
  Tensor<T> inverse[n_points];     ///< (F^T F)^-1
  T compatible[n_points];          ///< det F
  T pressure[n_points];            ///< MPa; positive in tension
  T mean;                          ///< of J in the element
  T mismatch[n_modes];             ///< int phi_k (J - s - theta) dV; zero in equilibrium, mm^3
  T compliance[n_modes][n_modes];  ///< int phi_k phi_l dtheta/dx dV, lower triangle, mm^3
  T energy;                        ///< N mm
  Tensor<T> enhancement[n_modes];  ///< int phi_k e dV
  Tensor<T> pressure_enhancement;  ///< int p e dV
};

template <class T>
Volume<T> volume(const Geometry<T>& g, const std::array<Kinematics<T>, n_points>& points, const T u[n_nodes][3],
                 const T pressure[n_modes], double bulk_modulus, double swelling) {
  Volume<T> v;
  const T zero = g.weight[0] * 0.0;
  v.center = CenterMetric<T>(g, u);
  for (T& x : v.pressure_enhancement)
    x = zero;
  v.energy = v.mean = zero;
  T rest = zero;
  for (int m = 0; m < n_modes; ++m) {
    v.mismatch[m] = zero;
    for (T& x : v.compliance[m])
      x = zero;
    for (T& x : v.enhancement[m])
      x = zero;
  }
  for (int q = 0; q < n_points; ++q) {
    const Kinematics<T>& point = points[static_cast<std::size_t>(q)];
    v.inverse[q] = invert(cauchy_green(point.gradient)).inverse;
    v.compatible[q] = point.jacobian;
    const T ratio = point.jacobian + v.center.volume(point.enhancement);
    rest += g.weight[q];
    v.mean += g.weight[q] * ratio;
    T x = pressure[0];
    for (int m = 1; m < n_modes; ++m)
      x += pressure[m] * volume_mode(m, q);
    const VolumeResponse<T> law(x);
    v.pressure[q] = bulk_modulus * x;
    v.energy += g.weight[q] * bulk_modulus * (x * (ratio - 1.0 - swelling) - law.energy);
    for (int m = 0; m < n_modes; ++m) {
      const T weight = g.weight[q] * volume_mode(m, q);
      v.mismatch[m] += weight * ((ratio - swelling) - law.ratio);
      for (int n = 0; n <= m; ++n)
        v.compliance[m][n] += weight * volume_mode(n, q) * law.compliance;
      for (std::size_t p = 0; p < 6; ++p)
        v.enhancement[m][p] += g.weight[q] * volume_mode(m, q) * point.enhancement[p];
    }
    for (std::size_t p = 0; p < 6; ++p)
      v.pressure_enhancement[p] += g.weight[q] * v.pressure[q] * point.enhancement[p];
  }
  v.mean /= rest;
  return v;
}

}  // namespace spondyl::fem::hex8
