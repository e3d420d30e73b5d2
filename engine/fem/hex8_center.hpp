// What pressure and hourglass stiffness add through the metric of the element's center. Private to solid_block.cpp.
#pragma once

#include "fem/hex8_hourglass.hpp"
#include "fem/hex8_stiffness.hpp"
#include "fem/hex8_volume.hpp"

namespace spondyl::fem::hex8 {

/// One column of the strain operator times a stress.
template <class T, int columns>
T column_times(const T b[6][columns], int column, const Tensor<T>& stress) {
  T sum = b[0][column] * stress[0];
  for (int p = 1; p < 6; ++p)
    sum += b[p][column] * stress[p];
  return sum;
}

/// Stress that works on the strain of the center.
template <class T>
Tensor<T> center_stress(const Volume<T>& v, const Hourglass<T>& hourglass) {
  Tensor<T> stress = v.center.first(v.pressure_enhancement);
  const Tensor<T> added = hourglass.stress();
  for (std::size_t p = 0; p < 6; ++p)
    stress[p] += added[p];
  return stress;
}

/// Its force.
template <class T>
void add_center_force(const Geometry<T>& g, const Volume<T>& v, const Hourglass<T>& hourglass, Result<T>& out) {
  T b0[6][n_displacements];
  displacement_strain(g.center_gradient, v.center.gradient, b0);
  const Tensor<T> stress = center_stress(v, hourglass);
  for (int c = 0; c < n_displacements; ++c)
    out.force[c] += column_times(b0, c, stress);
}

/// Stiffness through the metric of the center, that of the enhanced parameters against hourglass, and the center's part of
/// dJ. At the center only the products of one coordinate have derivatives. `pressure_operator` is int p d(e)/d(enhanced) dV,
/// six rows (2x shear). Without initial stress only what is positive is added.
template <class T>
void add_center(const Geometry<T>& g, const Volume<T>& v, const Hourglass<T>& hourglass,
                const T pressure_operator[6][n_enhanced], bool has_initial_stress, T volume_change[n_modes][n_rows],
                T stiffness[packed_rows]) {
  for (int i = n_strained; i < n_rows; ++i)
    stiffness[packed(i, i)] += hourglass.stiffness();
  const double size = derivative_size(1);
  const auto row = [](int c) { return row_of(bit(c / 3), c % 3); };
  T strain[6][9];
  natural_strain(v.center.gradient, g.center_natural_gradient, strain);
  for (int m = 0; m < n_modes; ++m) {
    const Tensor<T> stress = v.center.first(v.enhancement[m]);
    for (int c = 0; c < 9; ++c)
      volume_change[m][row(c)] += size * column_times(strain, c, stress);
  }
  if (!has_initial_stress)
    return;
  auto second = v.center.second(v.pressure_enhancement);
  hourglass.add_stress_derivative(second);
  const auto metric = v.center.metric_derivative();
  T half[6][9], tangent[9 * n_pairs];
  for (int c = 0; c < 9; ++c) {
    Tensor<T> coupling;
    for (std::size_t p = 0; p < 6; ++p) {
      half[p][c] = column_times(strain, c, second[p]);
      coupling[p] = column_times(strain, c, metric[p]);
    }
    const T of_hourglass = column_times(strain, c, hourglass.enhanced_derivative());
    for (int i = 0; i < n_enhanced; ++i) {
      stiffness[packed(n_strained + i, row(c))] +=
          size * (column_times(pressure_operator, i, coupling) + hourglass.enhanced(i) * of_hourglass);
    }
  }
  second_derivatives(strain, half, tangent);
  const T one = g.weight[0] * 0.0 + 1.0;
  add_initial_stress(g.center_natural_gradient, center_stress(v, hourglass), one, tangent);
  for (int r = 0; r < 9; ++r) {
    for (int c = 0; c <= r; ++c)
      stiffness[packed(row(r), row(c))] += size * size * tangent[9 * pair(r / 3, c / 3) + 3 * (r % 3) + c % 3];
  }
}

/// The same of dJ for the enhanced parameters, and int p d(e)/d(enhanced) dV (six rows, 2x shear), of all points.
template <class T>
void enhanced_volume(const Geometry<T>& g, const Volume<T>& v, T change[n_modes][n_rows],
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
      const T of_center = v.center.jacobian * along(direction, v.center.inverse, d);
      for (int k = 0; k < n_modes; ++k)
        change[k][enhanced_row(m, d)] = moment[k] * of_center;
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

}  // namespace spondyl::fem::hex8
