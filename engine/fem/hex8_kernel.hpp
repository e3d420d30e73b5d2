// Residual and stiffness of a pack of elements. Private to solid_block.cpp; the algebra is in docs/theory.
#pragma once

#include "fem/hex8.hpp"

namespace spondyl::fem::hex8 {

/// Element data of one pack.
template <class T>
struct Pack {
  T displacement[n_nodes][3];
  T enhanced[n_enhanced];
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
  T recovery[n_enhanced][1 + n_displacements];
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

/// Adds the part of the volume change at one point: S = p J C^-1 with the projected pressure p held.
template <class T>
void add_pressure(const Volume<T>& v, int q, Response<T>& r) {
  const T pj = v.pressure[q] * v.jacobian[q];
  for (int m = 0; m < 6; ++m) {
    r.stress[m] += pj * v.inverse[q][m];
    for (int n = 0; n < 6; ++n) {
      r.tangent[m][n] += pj * (v.inverse[q][m] * v.inverse[q][n] - 2.0 * inverse_derivative(v.inverse[q], m, n));
    }
  }
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
      vol = volume(g, points, law.bulk_modulus);
      for (int q = 0; q < n_points; ++q)
        volume_energy += 0.5 * g.weight[q] * vol.pressure[q] * (vol.theta[q] - 1.0);
    }
  }
};

template <class Law, class T>
Response<T> point_response(const Law& law, const Deformation<Law, T>& d, int q, const Fiber<T>* fibers,
                           std::size_t n_fibers) {
  const Tensor<T>& c = d.points[static_cast<std::size_t>(q)].c;
  Response<T> r = law.response(c);
  add_fibers(fibers, n_fibers, c, r);
  if constexpr (SplitLaw<Law>)
    add_pressure(d.vol, q, r);
  return r;
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
    T b[6][n_local];
    strain_operator(g, q, d.points[static_cast<std::size_t>(q)], b);
    for (int c = 0; c < n_local; ++c) {
      T sum = b[0][c] * r.stress[0];
      for (int p = 1; p < 6; ++p)
        sum += b[p][c] * r.stress[p];
      out.force[c] += g.weight[q] * sum;
    }
  }
}

template <class T>
void add_geometric_stiffness(const Geometry<T>& g, int q, const Tensor<T>& stress, T* k) {
  for (int a = 0; a < n_nodes; ++a) {
    const T* ga = g.gradient[q][a];
    T traction[3];
    for (int i = 0; i < 3; ++i) {
      traction[i] = g.weight[q] * (stress[voigt_index[i][0]] * ga[0] + stress[voigt_index[i][1]] * ga[1] +
                                   stress[voigt_index[i][2]] * ga[2]);
    }
    for (int b = 0; b <= a; ++b) {
      const T* gb = g.gradient[q][b];
      const T value = traction[0] * gb[0] + traction[1] * gb[1] + traction[2] * gb[2];
      for (int i = 0; i < 3; ++i)
        k[packed(3 * a + i, 3 * b + i)] += value;
    }
  }
}

/// Second derivative of the projected volume energy: K t^T M^-1 t with t_k = int phi_k dJ.
template <class T>
void add_volume_stiffness(const Geometry<T>& g, double bulk_modulus, const T t[n_modes][n_local], T* k) {
  T mt[n_modes][n_local];
  for (int m = 0; m < n_modes; ++m) {
    for (int c = 0; c < n_local; ++c) {
      T sum = g.inverse_mass[m][0] * t[0][c];
      for (int n = 1; n < n_modes; ++n)
        sum += g.inverse_mass[m][n] * t[n][c];
      mt[m][c] = bulk_modulus * sum;
    }
  }
  for (int r = 0; r < n_local; ++r) {
    for (int c = 0; c <= r; ++c) {
      T sum = t[0][r] * mt[0][c];
      for (int m = 1; m < n_modes; ++m)
        sum += t[m][r] * mt[m][c];
      k[packed(r, c)] += sum;
    }
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

/// Energy, condensed residual and stiffness, recovery.
template <class Law, class T>
void evaluate_tangent(const Law& law, const Geometry<T>& g, const Pack<T>& pack, const Fiber<T>* fibers,
                      std::size_t n_fibers, Result<T>& out) {
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
    T b[6][n_local];
    strain_operator(g, q, d.points[static_cast<std::size_t>(q)], b);
    for (int c = 0; c < n_local; ++c) {
      T wdb[6];  // weighted tangent times one column of b
      for (int p = 0; p < 6; ++p) {
        T sum = r.tangent[p][0] * b[0][c];
        for (int m = 1; m < 6; ++m)
          sum += r.tangent[p][m] * b[m][c];
        wdb[p] = g.weight[q] * sum;
      }
      T sum = b[0][c] * r.stress[0];
      for (int p = 1; p < 6; ++p)
        sum += b[p][c] * r.stress[p];
      out.force[c] += g.weight[q] * sum;
      for (int row = c; row < n_local; ++row) {
        T entry = b[0][row] * wdb[0];
        for (int p = 1; p < 6; ++p)
          entry += b[p][row] * wdb[p];
        out.stiffness[packed(row, c)] += entry;
      }
      if constexpr (SplitLaw<Law>) {
        T change = b[0][c] * d.vol.inverse[q][0];
        for (int p = 1; p < 6; ++p)
          change += b[p][c] * d.vol.inverse[q][p];
        change = g.weight[q] * d.vol.jacobian[q] * change;
        for (int m = 0; m < n_modes; ++m)
          volume_change[m][c] += volume_mode(m, q) * change;
      }
    }
    add_geometric_stiffness(g, q, r.stress, out.stiffness);
  }
  if constexpr (SplitLaw<Law>)
    add_volume_stiffness(g, law.bulk_modulus, volume_change, out.stiffness);
  eliminate_enhanced(out);
}

}  // namespace spondyl::fem::hex8
