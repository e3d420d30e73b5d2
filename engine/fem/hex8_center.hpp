// What pressure and hourglass stiffness add through the metric of the element's center. Private to solid_block.cpp.
#pragma once

#include "fem/hex8_hourglass.hpp"
#include "fem/hex8_stiffness.hpp"
#include "fem/hex8_volume.hpp"

namespace spondyl::fem::hex8 {

/// At the center only the products of one coordinate have derivatives, all of one size: row of column c of its strain.
constexpr int center_row(int c) { return row_of(bit(c / 3), c % 3); }
inline constexpr double center_size = derivative_size(1);

/// One column of the strain operator times a stress.
template <class T>
T column_times(const T strain[6][9], int column, const Tensor<T>& stress) {
  T sum = strain[0][column] * stress[0];
  for (std::size_t p = 1; p < 6; ++p)
    sum += strain[p][column] * stress[p];
  return sum;
}

/// Stress that works on the strain of the center, in the natural coordinates.
template <class T>
Tensor<T> center_stress(const Geometry<T>& g, const Volume<T>& v, const Hourglass<T>& hourglass) {
  Tensor<T> stress = v.center.first(v.pressure_enhancement);
  const Tensor<T> added = hourglass.stress();
  for (std::size_t p = 0; p < 6; ++p)
    stress[p] += added[p];
  return natural_stress(g.center_natural_gradient, stress, T{} + 1.0);
}

/// Its force on the monomials.
template <class T>
void add_center_force(const CenterMetric<T>& center, const Tensor<T>& stress, T force[n_strained]) {
  for (int i = 0; i < 3; ++i) {
    for (int k = 0; k < 3; ++k)
      force[center_row(3 * i + k)] += center_size * position_force(center.position, stress, k, i);
  }
}

/// Force of the pressure on the enhanced parameters.
template <class T>
void add_enhanced_pressure(const Geometry<T>& g, const Volume<T>& v, T force[n_enhanced]) {
  for (int m = 0; m < 3; ++m) {
    const T size = v.pressure_moment[m] * v.center.jacobian;
    for (int d = 0; d < 3; ++d)
      force[3 * m + d] += size * along(g.direction[m], v.center.inverse, d);
  }
}

/// int xi_m dJ of the enhanced parameters of coordinate m; no other mode sees them.
template <class T>
void set_enhanced_volume_change(const Geometry<T>& g, const Volume<T>& v, T change[n_enhanced]) {
  const T size = v.second_moment * v.center.jacobian;
  for (int m = 0; m < 3; ++m) {
    for (int d = 0; d < 3; ++d)
      change[3 * m + d] = size * along(g.direction[m], v.center.inverse, d);
  }
}

/// Stiffness through the metric of the center, that of the enhanced parameters against hourglass, and the center's part of
/// dJ. Without initial stress (`stress` null) only what is positive is added.
template <class T>
void add_center(const Geometry<T>& g, const Volume<T>& v, const Hourglass<T>& hourglass, const Tensor<T>* stress,
                T volume_change[n_modes][n_strained], T stiffness[packed_rows]) {
  for (int i = n_strained; i < n_rows; ++i)
    stiffness[packed(i, i)] += hourglass.stiffness();
  T strain[6][9];
  natural_strain(v.center.gradient, g.center_natural_gradient, strain);
  for (int m = 0; m < 3; ++m) {
    const Tensor<T> of_mode = v.center.first(v.enhancement[m]);
    for (int c = 0; c < 9; ++c)
      volume_change[m + 1][center_row(c)] += center_size * column_times(strain, c, of_mode);
  }
  if (!stress)
    return;
  const auto metric = v.center.metric_derivative();
  auto second = v.center.second(v.pressure_enhancement, metric);
  hourglass.add_stress_derivative(second);
  T half[6][9], tangent[9 * n_pairs];
  for (int c = 0; c < 9; ++c) {
    Tensor<T> coupling;
    for (std::size_t p = 0; p < 6; ++p) {
      half[p][c] = column_times(strain, c, second[p]);
      coupling[p] = column_times(strain, c, metric[p]);
    }
    const T of_hourglass = center_size * column_times(strain, c, hourglass.enhanced_derivative());
    for (int m = 0; m < 3; ++m) {
      const T of_pressure = center_size * v.pressure_moment[m];
      for (int d = 0; d < 3; ++d) {
        stiffness[packed(enhanced_row(m, d), center_row(c))] +=
            of_pressure * along(g.direction[m], coupling, d) + hourglass.enhanced(3 * m + d) * of_hourglass;
      }
    }
  }
  second_derivatives(strain, half, tangent);
  add_initial_stress(*stress, tangent);
  for (int r = 0; r < 9; ++r) {
    for (int c = 0; c <= r; ++c) {
      stiffness[packed(center_row(r), center_row(c))] +=
          center_size * center_size * tangent[9 * pair(r / 3, c / 3) + 3 * (r % 3) + c % 3];
    }
  }
}

}  // namespace spondyl::fem::hex8
