// Residual and stiffness of a pack of elements. Private to solid_block.cpp; the algebra is in docs/theory.
#pragma once

#include "fem/hex8_elimination.hpp"
#include "fem/hex8_hourglass.hpp"
#include "fem/hex8_stiffness.hpp"
#include "fem/hex8_volume.hpp"

namespace spondyl::fem::hex8 {

/// Adds the stress and tangent of the fibers at one point to those of the ground material.
template <class T>
void add_fibers(const Fiber<T>* fibers, std::size_t n_fibers, const Tensor<T>& c, Response<T>& r) {
  for (std::size_t f = 0; f < n_fibers; ++f) {
    const T* a = fibers[f].direction;
    Tensor<T> dyad;
    for (int p = 0; p < 6; ++p)
      dyad[p] = a[voigt_row[p]] * a[voigt_column[p]];
    const T stretch = square_root(dyad[0] * c[0] + dyad[1] * c[1] + dyad[2] * c[2] +
                                  2.0 * (dyad[3] * c[3] + dyad[4] * c[4] + dyad[5] * c[5]));
    const UniaxialResponse<T> u = fibers[f].law.response(stretch - 1.0);
    const T stress = u.force / stretch;  // S = (sigma / lambda) a (x) a
    const T tangent = (u.tangent - stress) / (stretch * stretch);
    r.energy += u.energy;
    for (int p = 0; p < 6; ++p) {
      r.stress[p] += stress * dyad[p];
      for (int q = 0; q < 6; ++q)
        r.tangent[p][q] += tangent * dyad[p] * dyad[q];
    }
  }
}

/// Stress and tangent at one point. Displacements and enhanced parameters feel the same law, but the pressure acts on
/// them through different derivatives of the volume ratio (hex8_volume.hpp).
template <class T>
struct PointStress {
  Tensor<T> displacement, enhanced;
  std::array<Tensor<T>, 6> displacement_tangent;  ///< with the pressure; that of the enhanced strain is the law's
};

/// The part of the pressure that belongs to one point; that of the center: add_center.
template <class T>
PointStress<T> point_stress(const Response<T>& r, const Volume<T>& v, int q, bool has_initial_stress = true) {
  PointStress<T> s{r.stress, r.stress, r.tangent};
  const Tensor<T>& ci = v.inverse[q];
  const T stress = v.pressure[q] * v.compatible[q], of_center = v.pressure[q] * v.center.jacobian;
  const T curvature = stress * (has_initial_stress ? 1.0 : 0.0);
  for (int m = 0; m < 6; ++m) {
    s.displacement[m] += stress * ci[m];
    s.enhanced[m] += of_center * v.center.inverse[m];
    for (int n = 0; n < 6; ++n)
      s.displacement_tangent[m][n] += curvature * (ci[m] * ci[n] - 2.0 * inverse_derivative(ci, m, n));
  }
  return s;
}

template <class T>
PointStress<T> point_stress(const Response<T>& r) {
  return {r.stress, r.stress, r.tangent};
}

/// The pack at one state: deformation at all points, projected volume, smallest Jacobian. The volume ratio of an element
/// whose law is split is the projected one: next to a bonded corner, where the exact solution is singular, det F of one
/// point may pass zero while the element's volume and C stay as they should.
template <class Law, class T>
struct Deformation {
  std::array<Kinematics<T>, n_points> points;
  Volume<T> vol;
  T smallest_jacobian;
  T volume_energy;

  Deformation(const Law& law, const Geometry<T>& g, const Pack<T>& pack) {
    volume_energy = g.weight[0] * 0.0;
    for (int q = 0; q < n_points; ++q) {
      auto& k = points[static_cast<std::size_t>(q)];
      k = kinematics(g, q, pack.displacement, pack.enhanced);
      // An enhanced strain that takes det C below zero is as inadmissible as an inverted element.
      T admissible = invert(k.c).determinant;
      if constexpr (!SplitLaw<Law>)
        admissible = minimum(k.jacobian, admissible);
      smallest_jacobian = q == 0 ? admissible : minimum(smallest_jacobian, admissible);
    }
    if constexpr (SplitLaw<Law>) {
      vol = volume(g, points, pack.displacement, pack.pressure, law.bulk_modulus, law.swelling);
      for (int q = 0; q < n_points; ++q) {
        const T& p = vol.pressure[q];
        volume_energy += g.weight[q] * p * (vol.change[q] - p * (0.5 / law.bulk_modulus));
        smallest_jacobian = minimum(smallest_jacobian, vol.ratio[q]);
      }
    }
  }
};

/// Law and fibers; of a split law the shape change alone.
template <class Law, class T>
Response<T> point_response(const Law& law, const Deformation<Law, T>& d, int q, const Fiber<T>* fibers,
                           std::size_t n_fibers) {
  const Tensor<T>& c = d.points[static_cast<std::size_t>(q)].c;
  Response<T> r = law.response(c);
  add_fibers(fibers, n_fibers, c, r);
  return r;
}

/// Force of the pressure through the metric of the center.
template <class T>
void add_center_force(const Geometry<T>& g, const Volume<T>& v, Result<T>& out) {
  T b0[6][n_displacements];
  displacement_strain(g.center_gradient, v.center.gradient, b0);
  const Tensor<T> stress = v.center.first(v.pressure_enhancement);
  for (int c = 0; c < n_displacements; ++c)
    out.force[c] += column_times(b0, c, stress);
}

/// Energy and residual.
template <class Law, class T>
void evaluate_residual(const Law& law, const Geometry<T>& g, const Pack<T>& pack, const Fiber<T>* fibers,
                       std::size_t n_fibers, Result<T>& out) {
  const Deformation<Law, T> d(law, g, pack);
  out.smallest_jacobian = d.smallest_jacobian;
  out.energy = d.volume_energy;
  for (T& f : out.force)
    f = g.weight[0] * 0.0;
  for (int q = 0; q < n_points; ++q) {
    const Response<T> r = point_response(law, d, q, fibers, n_fibers);
    out.energy += g.weight[q] * r.energy;
    PointStress<T> s;
    if constexpr (SplitLaw<Law>)
      s = point_stress(r, d.vol, q);
    else
      s = point_stress(r);
    const auto& k = d.points[static_cast<std::size_t>(q)];
    add_node_force(g.gradient[q], k.gradient, g.weight[q], s.displacement, out.force);
    add_enhanced_force(g, q, s.enhanced, out.force + n_displacements);
  }
  if constexpr (SplitLaw<Law>) {
    for (int m = 0; m < n_modes; ++m)
      out.volume_force[m] = law.bulk_modulus * d.vol.mismatch[m];
    add_center_force(g, d.vol, out);
    Hourglass<T>(law.shear_modulus(), g, d.vol.center, pack).add_force(out);
  }
}

/// Force and stiffness of the pressure through the metric of the center, and its part of dJ. `pressure_operator` is
/// int p d(e)/d(enhanced) dV, six rows (2x shear).
template <class T>
void add_center(const Geometry<T>& g, const Volume<T>& v, const T pressure_operator[6][n_enhanced],
                bool has_initial_stress, T volume_change[n_modes][n_local], Result<T>& out) {
  T b0[6][n_displacements];
  displacement_strain(g.center_gradient, v.center.gradient, b0);
  add_center_force(g, v, out);
  for (int m = 0; m < n_modes; ++m) {
    const Tensor<T> stress = v.center.first(v.enhancement[m]);
    for (int c = 0; c < n_displacements; ++c)
      volume_change[m][c] += column_times(b0, c, stress);
  }
  if (!has_initial_stress)
    return;
  const auto second = v.center.second(v.pressure_enhancement);
  const auto metric = v.center.metric_derivative();
  for (int c = 0; c < n_displacements; ++c) {
    Tensor<T> curvature, coupling;
    for (std::size_t p = 0; p < 6; ++p) {
      curvature[p] = column_times(b0, c, second[p]);
      coupling[p] = column_times(b0, c, metric[p]);
    }
    for (int row = c; row < n_displacements; ++row)
      out.stiffness[packed(row, c)] += column_times(b0, row, curvature);
    for (int i = 0; i < n_enhanced; ++i)
      out.stiffness[packed(n_displacements + i, c)] += column_times(pressure_operator, i, coupling);
  }
  const T one = g.weight[0] * 0.0 + 1.0;
  add_geometric_stiffness(g.center_gradient, one, v.center.first(v.pressure_enhancement), out.stiffness);
}

/// int phi_k dJ of one point for the displacements: the cofactor of F times the gradients.
template <class T>
void add_volume_change(const Geometry<T>& g, int q, const T f[3][3], T change[n_modes][n_local]) {
  for (int i = 0; i < 3; ++i) {
    const int i1 = (i + 1) % 3, i2 = (i + 2) % 3;
    T cofactor[3];
    for (int j = 0; j < 3; ++j) {
      const int j1 = (j + 1) % 3, j2 = (j + 2) % 3;
      cofactor[j] = g.weight[q] * (f[i1][j1] * f[i2][j2] - f[i1][j2] * f[i2][j1]);
    }
    for (int b = 0; b < n_nodes; ++b) {
      const T* h = g.gradient[q][b];
      const T value = cofactor[0] * h[0] + cofactor[1] * h[1] + cofactor[2] * h[2];
      for (int m = 0; m < n_modes; ++m)
        change[m][3 * b + i] += volume_mode(m, q) * value;
    }
  }
}

/// The same for the enhanced parameters, and int p d(e)/d(enhanced) dV (six rows, 2x shear), of all points.
template <class T>
void enhanced_volume(const Geometry<T>& g, const Volume<T>& v, T change[n_modes][n_local],
                     T pressure_operator[6][n_enhanced]) {
  const T zero = g.weight[0] * 0.0;
  for (int m = 0; m < 3; ++m) {
    T moment[n_modes] = {zero, zero, zero, zero}, of_pressure = zero;
    for (int q = 0; q < n_points; ++q) {
      const T scale = g.weight[q] * g.center_ratio[q] * (gauss * corner[q][m]);
      of_pressure += scale * v.pressure[q];
      for (int k = 0; k < n_modes; ++k)
        moment[k] += volume_mode(k, q) * scale;
    }
    const T* direction = g.direction[m];
    for (int d = 0; d < 3; ++d) {
      const Tensor<T>& ci = v.center.inverse;
      const T along = v.center.jacobian * (direction[0] * ci[static_cast<std::size_t>(voigt_index[d][0])] +
                                           direction[1] * ci[static_cast<std::size_t>(voigt_index[d][1])] +
                                           direction[2] * ci[static_cast<std::size_t>(voigt_index[d][2])]);
      for (int k = 0; k < n_modes; ++k)
        change[k][n_displacements + 3 * m + d] = moment[k] * along;
      for (int p = 0; p < 6; ++p) {
        const int i = voigt_row[p], j = voigt_column[p];
        T value = zero;
        if (d == j)
          value += of_pressure * direction[i];
        if (i != j && d == i)
          value += of_pressure * direction[j];
        pressure_operator[p][3 * m + d] = value;
      }
    }
  }
}

/// Energy, residual, condensed stiffness, recovery. Without the initial stress the stiffness is that of the strains
/// alone, positive definite as far as the law is.
template <class Law, class T>
void evaluate_tangent(const Law& law, const Geometry<T>& g, const Pack<T>& pack, const Fiber<T>* fibers,
                      std::size_t n_fibers, bool has_initial_stress, Result<T>& out) {
  const Deformation<Law, T> d(law, g, pack);
  const T zero = g.weight[0] * 0.0;
  out.smallest_jacobian = d.smallest_jacobian;
  out.energy = d.volume_energy;
  for (T& f : out.force)
    f = zero;
  for (T& k : out.stiffness)
    k = zero;
  T volume_change[n_modes][n_local];
  for (auto& row : volume_change) {
    for (T& x : row)
      x = zero;
  }
  for (int q = 0; q < n_points; ++q) {
    const Response<T> r = point_response(law, d, q, fibers, n_fibers);
    out.energy += g.weight[q] * r.energy;
    PointStress<T> s;
    if constexpr (SplitLaw<Law>)
      s = point_stress(r, d.vol, q, has_initial_stress);
    else
      s = point_stress(r);
    const auto& f = d.points[static_cast<std::size_t>(q)].gradient;
    add_node_force(g.gradient[q], f, g.weight[q], s.displacement, out.force);
    add_enhanced_force(g, q, s.enhanced, out.force + n_displacements);
    if (!has_initial_stress) {
      for (T& x : s.displacement)
        x = zero;
    }
    add_node_stiffness(g.gradient[q], f, g.weight[q], s.displacement_tangent, s.displacement, out.stiffness);
    add_enhanced_stiffness(g, q, f, r.tangent, out.stiffness);
    if constexpr (SplitLaw<Law>)
      add_volume_change(g, q, f, volume_change);
  }
  if constexpr (SplitLaw<Law>) {
    T pressure_operator[6][n_enhanced];
    enhanced_volume(g, d.vol, volume_change, pressure_operator);
    add_center(g, d.vol, pressure_operator, has_initial_stress, volume_change, out);
    const Hourglass<T> hourglass(law.shear_modulus(), g, d.vol.center, pack);
    hourglass.add_force(out);
    hourglass.add_stiffness(has_initial_stress, out);
    for (int m = 0; m < n_modes; ++m)
      out.volume_force[m] = law.bulk_modulus * d.vol.mismatch[m];
    eliminate_pressure(g, law.bulk_modulus, volume_change, out);
  }
  eliminate_enhanced(out);
  if constexpr (SplitLaw<Law>)
    recover_pressure(g, law.bulk_modulus, volume_change, out);
}

}  // namespace spondyl::fem::hex8
