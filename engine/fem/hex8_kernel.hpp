// Residual and stiffness of a pack of elements. Private to solid_block.cpp; the algebra is in docs/theory.
#pragma once

#include "fem/hex8_volume.hpp"

namespace spondyl::fem::hex8 {

/// Element data of one pack.
template <class T>
struct Pack {
  T displacement[n_nodes][3];
  T enhanced[n_enhanced];
  T pressure[n_modes];  ///< over the bulk modulus; used by split laws only
};

constexpr int packed(int row, int column) { return row * (row + 1) / 2 + column; }
inline constexpr int packed_local = packed(n_local, 0);
inline constexpr int packed_displacements = packed(n_displacements, 0);

template <class T>
struct Result {
  T smallest_jacobian;  ///< of the eight points, positive unless an element is inverted
  T smallest_pivot;     ///< of the elimination, relative; not positive means an unstable element
  T energy;
  T force[n_local];
  T stiffness[packed_local];  ///< packed lower triangle
  T volume_force[n_modes];    ///< residual of the pressure parameters, N mm
  T recovery[n_internal_split][1 + n_displacements];
};

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
  std::array<Tensor<T>, 6> displacement_tangent, tangent;  ///< with and without the pressure
  Tensor<T> volume_displacement, volume_enhanced;          ///< dJ/dE of either kind; set for split laws
};

/// The part of the pressure that belongs to one point; that of the center: CenterPressure.
template <class T>
PointStress<T> point_stress(const Response<T>& r, const Volume<T>& v, int q, bool has_initial_stress = true) {
  PointStress<T> s{r.stress, r.stress, r.tangent, r.tangent, {}, {}};
  const Tensor<T>& ci = v.inverse[q];
  const T pj = v.pressure[q] * v.compatible[q] * (has_initial_stress ? 1.0 : 0.0);
  for (int m = 0; m < 6; ++m) {
    s.volume_displacement[m] = v.compatible[q] * ci[m];
    s.volume_enhanced[m] = v.center.jacobian * v.center.inverse[m];
    s.displacement[m] += v.pressure[q] * s.volume_displacement[m];
    s.enhanced[m] += v.pressure[q] * s.volume_enhanced[m];
    for (int n = 0; n < 6; ++n)
      s.displacement_tangent[m][n] += pj * (ci[m] * ci[n] - 2.0 * inverse_derivative(ci, m, n));
  }
  return s;
}

template <class T>
PointStress<T> point_stress(const Response<T>& r) {
  return {r.stress, r.stress, r.tangent, r.tangent, {}, {}};
}

/// The pack at one state: deformation at all points, projected volume, smallest Jacobian.
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
      const T det_c = invert(k.c).determinant;
      const T admissible = minimum(k.jacobian, det_c);
      smallest_jacobian = q == 0 ? admissible : minimum(smallest_jacobian, admissible);
    }
    if constexpr (SplitLaw<Law>) {
      vol = volume(g, points, pack.displacement, pack.pressure, law.bulk_modulus);
      for (int q = 0; q < n_points; ++q) {
        const T& p = vol.pressure[q];
        volume_energy += g.weight[q] * p * (vol.change[q] - p * (0.5 / law.bulk_modulus));
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

/// One column of the strain operator times a stress.
template <class T, int columns>
T column_times(const T b[6][columns], int column, const Tensor<T>& stress) {
  T sum = b[0][column] * stress[0];
  for (int p = 1; p < 6; ++p)
    sum += b[p][column] * stress[p];
  return sum;
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
    T b[6][n_local];
    strain_operator(g, q, d.points[static_cast<std::size_t>(q)], b);
    for (int c = 0; c < n_local; ++c)
      out.force[c] += g.weight[q] * column_times(b, c, c < n_displacements ? s.displacement : s.enhanced);
  }
  if constexpr (SplitLaw<Law>) {
    for (int m = 0; m < n_modes; ++m)
      out.volume_force[m] = law.bulk_modulus * d.vol.mismatch[m];
    add_center_force(g, d.vol, out);
  }
}

template <class T>
void add_geometric_stiffness(const T gradient[n_nodes][3], const T& weight, const Tensor<T>& stress, T* k) {
  for (int a = 0; a < n_nodes; ++a) {
    const T* ga = gradient[a];
    T traction[3];
    for (int i = 0; i < 3; ++i) {
      traction[i] = weight * (stress[voigt_index[i][0]] * ga[0] + stress[voigt_index[i][1]] * ga[1] +
                              stress[voigt_index[i][2]] * ga[2]);
    }
    for (int b = 0; b <= a; ++b) {
      const T* gb = gradient[b];
      const T value = traction[0] * gb[0] + traction[1] * gb[1] + traction[2] * gb[2];
      for (int i = 0; i < 3; ++i)
        k[packed(3 * a + i, 3 * b + i)] += value;
    }
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

/// Inverse mass of the volume modes times one value for each.
template <class T>
void times_inverse_mass(const Geometry<T>& g, const T in[n_modes], T out[n_modes]) {
  for (int m = 0; m < n_modes; ++m) {
    out[m] = g.inverse_mass[m][0] * in[0];
    for (int n = 1; n < n_modes; ++n)
      out[m] += g.inverse_mass[m][n] * in[n];
  }
}

/// Eliminates the pressure, with t_k = int phi_k dJ: stiffness += K t' M^-1 t, force += K t' M^-1 mismatch.
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
    for (int m = 0; m < n_modes; ++m)
      out.force[r] += mt[m][r] * out.volume_force[m] / bulk_modulus;
    for (int c = 0; c <= r; ++c) {
      T sum = t[0][r] * mt[0][c];
      for (int m = 1; m < n_modes; ++m)
        sum += t[m][r] * mt[m][c];
      out.stiffness[packed(r, c)] += sum;
    }
  }
}

/// Recovery of the pressure from that of the enhanced parameters: M^-1 (mismatch + t [du; da]).
template <class T>
void recover_pressure(const Geometry<T>& g, double bulk_modulus, const T t[n_modes][n_local], Result<T>& out) {
  for (int c = 0; c <= n_displacements; ++c) {
    T sum[n_modes], product[n_modes];
    for (int m = 0; m < n_modes; ++m) {
      sum[m] = c == 0 ? out.volume_force[m] / bulk_modulus : t[m][c - 1];
      for (int i = 0; i < n_enhanced; ++i)
        sum[m] -= t[m][n_displacements + i] * out.recovery[i][c];
    }
    times_inverse_mass(g, sum, product);
    for (int m = 0; m < n_modes; ++m)
      out.recovery[n_enhanced + m][c] = -product[m];
  }
}

/// Eliminates the enhanced parameters from force and stiffness (Cholesky of their block) and keeps the recovery.
template <class T>
void eliminate_enhanced(Result<T>& out) {
  constexpr int n = n_enhanced, u = n_displacements;
  T* k = out.stiffness;
  T l[n][n];
  out.smallest_pivot = k[packed(u, u)];
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j <= i; ++j) {
      T sum = k[packed(u + i, u + j)];
      for (int m = 0; m < j; ++m)
        sum -= l[i][m] * l[j][m];
      if (i == j) {
        out.smallest_pivot = minimum(out.smallest_pivot, sum);
        l[i][i] = square_root(sum);
      } else {
        l[i][j] = sum / l[j][j];
      }
    }
  }
  const auto solve = [&](T x[n]) {
    for (int i = 0; i < n; ++i) {
      for (int m = 0; m < i; ++m)
        x[i] -= l[i][m] * x[m];
      x[i] = x[i] / l[i][i];
    }
    for (int i = n - 1; i >= 0; --i) {
      for (int m = i + 1; m < n; ++m)
        x[i] -= l[m][i] * x[m];
      x[i] = x[i] / l[i][i];
    }
  };
  for (int c = -1; c < u; ++c) {  // column -1 is the residual
    T x[n];
    for (int i = 0; i < n; ++i)
      x[i] = c < 0 ? out.force[u + i] : k[packed(u + i, c)];
    solve(x);
    for (int i = 0; i < n; ++i)
      out.recovery[i][c + 1] = x[i];
  }
  for (int r = 0; r < u; ++r) {
    for (int i = 0; i < n; ++i) {
      const T coupling = k[packed(u + i, r)];
      out.force[r] -= coupling * out.recovery[i][0];
      for (int c = 0; c <= r; ++c)
        k[packed(r, c)] -= coupling * out.recovery[i][c + 1];
    }
  }
}

/// Energy, condensed residual and stiffness, recovery. Without the initial stress the stiffness is that of the strains
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
  T volume_change[n_modes][n_local], pressure_operator[6][n_enhanced];
  for (auto& row : volume_change) {
    for (T& x : row)
      x = zero;
  }
  for (auto& row : pressure_operator) {
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
    T b[6][n_local];
    strain_operator(g, q, d.points[static_cast<std::size_t>(q)], b);
    const auto add_rows = [&](int column, int first, int last, const std::array<Tensor<T>, 6>& tangent) {
      Tensor<T> wdb;  // weighted tangent times one column of b
      for (std::size_t p = 0; p < 6; ++p)
        wdb[p] = g.weight[q] * column_times(b, column, tangent[p]);
      for (int row = first; row < last; ++row)
        out.stiffness[packed(row, column)] += column_times(b, row, wdb);
    };
    for (int c = 0; c < n_displacements; ++c) {
      out.force[c] += g.weight[q] * column_times(b, c, s.displacement);
      add_rows(c, c, n_displacements, s.displacement_tangent);
      add_rows(c, n_displacements, n_local, s.tangent);
    }
    for (int c = n_displacements; c < n_local; ++c) {
      out.force[c] += g.weight[q] * column_times(b, c, s.enhanced);
      add_rows(c, c, n_local, s.tangent);
    }
    if constexpr (SplitLaw<Law>) {
      for (int c = 0; c < n_local; ++c) {
        const T change =
            g.weight[q] * column_times(b, c, c < n_displacements ? s.volume_displacement : s.volume_enhanced);
        for (int m = 0; m < n_modes; ++m)
          volume_change[m][c] += volume_mode(m, q) * change;
      }
      for (int p = 0; p < 6; ++p) {
        for (int i = 0; i < n_enhanced; ++i)
          pressure_operator[p][i] += g.weight[q] * d.vol.pressure[q] * b[p][n_displacements + i];
      }
    }
    if (has_initial_stress)
      add_geometric_stiffness(g.gradient[q], g.weight[q], s.displacement, out.stiffness);
  }
  if constexpr (SplitLaw<Law>)
    add_center(g, d.vol, pressure_operator, has_initial_stress, volume_change, out);
  T internal_force[n_enhanced];
  for (int i = 0; i < n_enhanced; ++i)
    internal_force[i] = out.force[n_displacements + i];
  if constexpr (SplitLaw<Law>) {
    for (int m = 0; m < n_modes; ++m)
      out.volume_force[m] = law.bulk_modulus * d.vol.mismatch[m];
    eliminate_pressure(g, law.bulk_modulus, volume_change, out);
  }
  eliminate_enhanced(out);
  if constexpr (SplitLaw<Law>)
    recover_pressure(g, law.bulk_modulus, volume_change, out);
  for (int i = 0; i < n_enhanced; ++i)
    out.force[n_displacements + i] = internal_force[i];
}

}  // namespace spondyl::fem::hex8
