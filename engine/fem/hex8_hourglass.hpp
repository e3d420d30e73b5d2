// What holds nearly incompressible elements against a zigzag from node to node under compression: a stiffness of the
// enhanced parameters a that grows with the deformation of the element's center. Equations: docs/theory.
//
//   energy = k/2 g(s) |a|^2,   s = tr C0^-1 / 3,   g = s^6,   k = 0.03 mu V
//
// s is 1 at rest and, the volume kept, larger in every other state, most where the element is pressed flat.
#pragma once

#include "fem/hex8_result.hpp"
#include "fem/hex8_stiffness.hpp"
#include "fem/hex8_volume.hpp"

namespace spondyl::fem::hex8 {

inline constexpr double hourglass_share = 0.03;  ///< of the shear modulus, at rest

template <class T>
class Hourglass {
 public:
  Hourglass(double shear_modulus, const Geometry<T>& g, const CenterMetric<T>& center, const Pack<T>& pack)
      : geometry_(g), center_(center), enhanced_(pack.enhanced) {
    T volume = g.weight[0];
    for (int q = 1; q < n_points; ++q)
      volume += g.weight[q];
    const T k = hourglass_share * shear_modulus * volume;
    const T s = (center.inverse[0] + center.inverse[1] + center.inverse[2]) / 3.0;
    const T s2 = s * s, s4 = s2 * s2;
    stiffness_ = k * s4 * s2;
    slope_ = 2.0 * k * s4 * s;  // dg/d(tr C^-1)
    curvature_ = 10.0 / 3.0 * k * s4;
    Tensor<T> unit;
    for (std::size_t p = 0; p < 6; ++p)
      unit[p] = s * 0.0 + unit_tensor[p];
    square_ = sandwich(center.inverse, unit);
    size_ = s * 0.0;
    for (int i = 0; i < n_enhanced; ++i)
      size_ += enhanced_[i] * enhanced_[i];
    displacement_strain(g.center_gradient, center.gradient, strain_);
    for (int c = 0; c < n_displacements; ++c)
      trace_change_[c] = column_times(strain_, c, square_);
  }

  void add_force(Result<T>& out) const {
    out.energy += 0.5 * stiffness_ * size_;
    for (int i = 0; i < n_enhanced; ++i)
      out.force[n_displacements + i] += stiffness_ * enhanced_[i];
    for (int c = 0; c < n_displacements; ++c)
      out.force[c] -= slope_ * size_ * trace_change_[c];
  }

  /// Without the initial stress only what is positive.
  void add_stiffness(bool has_initial_stress, Result<T>& out) const {
    for (int i = n_displacements; i < n_local; ++i)
      out.stiffness[packed(i, i)] += stiffness_;
    if (!has_initial_stress)
      return;
    for (int i = 0; i < n_enhanced; ++i) {
      for (int c = 0; c < n_displacements; ++c)
        out.stiffness[packed(n_displacements + i, c)] -= 2.0 * slope_ * enhanced_[i] * trace_change_[c];
    }
    const auto second = stress_derivative();
    for (int c = 0; c < n_displacements; ++c) {
      Tensor<T> column;
      for (std::size_t p = 0; p < 6; ++p)
        column[p] = column_times(strain_, c, second[p]);
      for (int row = c; row < n_displacements; ++row)
        out.stiffness[packed(row, c)] += column_times(strain_, row, column);
    }
    Tensor<T> stress;
    for (std::size_t p = 0; p < 6; ++p)
      stress[p] = -slope_ * size_ * square_[p];
    add_geometric_stiffness(geometry_.center_gradient, size_ * 0.0 + 1.0, stress, out.stiffness);
  }

 private:
  /// Derivative of the center's stress -g' |a|^2 C^-2 with respect to its strain.
  std::array<Tensor<T>, 6> stress_derivative() const {
    const Tensor<T>&p = center_.inverse, &q = square_;
    std::array<Tensor<T>, 6> out;
    for (std::size_t m = 0; m < 6; ++m) {
      const int i = voigt_row[m], j = voigt_column[m];
      for (std::size_t n = 0; n < 6; ++n) {
        const int k = voigt_row[n], l = voigt_column[n];
        const auto product = [](const Tensor<T>& a, int r, int c, const Tensor<T>& b, int s, int t) {
          return a[static_cast<std::size_t>(voigt_index[r][c])] * b[static_cast<std::size_t>(voigt_index[s][t])];
        };
        const T of_square = product(p, i, k, q, j, l) + product(p, i, l, q, j, k) + product(q, i, k, p, j, l) +
                            product(q, i, l, p, j, k);
        out[m][n] = size_ * (2.0 * curvature_ * q[m] * q[n] + slope_ * of_square);
      }
    }
    return out;
  }

  const Geometry<T>& geometry_;
  const CenterMetric<T>& center_;
  const T* enhanced_;
  T stiffness_, slope_, curvature_;
  T size_;                           ///< |a|^2
  Tensor<T> square_;                 ///< C0^-2
  T strain_[6][n_displacements];     ///< of the center
  T trace_change_[n_displacements];  ///< -d(tr C0^-1)/2 by the displacements
};

}  // namespace spondyl::fem::hex8
