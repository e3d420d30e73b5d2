// What holds nearly incompressible elements against a zigzag from node to node under compression: a stiffness of the
// enhanced parameters a that grows with the deformation of the element's center. Equations: docs/theory.
//
//   energy = k/2 g(s) |a|^2,   s = tr C0^-1 / 3,   g = 1 + 55 (s - 1)^2,   k = 0.03 mu V
//
// s is 1 at rest and, the volume kept, larger in every other state, most where the element is pressed flat.
#pragma once

#include "fem/hex8_result.hpp"
#include "fem/hex8_volume.hpp"

namespace spondyl::fem::hex8 {

inline constexpr double hourglass_share = 0.03;   ///< of the shear modulus, at rest
inline constexpr double hourglass_growth = 55.0;  ///< with the square of s - 1

template <class T>
class Hourglass {
 public:
  Hourglass(double shear_modulus, const Geometry<T>& g, const CenterMetric<T>& center, const Pack<T>& pack)
      : inverse_(center.inverse), enhanced_(pack.enhanced) {
    T volume = g.weight[0];
    for (int q = 1; q < n_points; ++q)
      volume += g.weight[q];
    const T k = hourglass_share * shear_modulus * volume;
    const T s = (inverse_[0] + inverse_[1] + inverse_[2]) / 3.0;
    const T grown = s - 1.0;
    stiffness_ = k * (1.0 + hourglass_growth * grown * grown);
    slope_ = 2.0 / 3.0 * hourglass_growth * k * grown;
    curvature_ = 2.0 / 9.0 * hourglass_growth * k;
    Tensor<T> unit;
    for (std::size_t p = 0; p < 6; ++p)
      unit[p] = s * 0.0 + unit_tensor[p];
    square_ = sandwich(inverse_, unit);
    size_ = s * 0.0;
    for (int i = 0; i < n_enhanced; ++i)
      size_ += enhanced_[i] * enhanced_[i];
  }

  const T& stiffness() const { return stiffness_; }  ///< k g
  const T& enhanced(int i) const { return enhanced_[i]; }

  void add_enhanced_force(Result<T>& out) const {
    out.energy += 0.5 * stiffness_ * size_;
    for (int i = 0; i < n_enhanced; ++i)
      out.force[n_displacements + i] += stiffness_ * enhanced_[i];
  }

  /// Stress that works on the strain of the center: -k g' |a|^2 C0^-2.
  Tensor<T> stress() const { return scaled_square(-slope_ * size_); }

  /// Derivative of that stress by an enhanced parameter, over its value.
  Tensor<T> enhanced_derivative() const { return scaled_square(-2.0 * slope_); }

  /// Derivative of that stress by the strain of the center.
  void add_stress_derivative(std::array<Tensor<T>, 6>& out) const {
    const Tensor<T>&p = inverse_, &q = square_;
    const auto product = [](const Tensor<T>& a, int r, int c, const Tensor<T>& b, int s, int t) {
      return a[static_cast<std::size_t>(voigt_index[r][c])] * b[static_cast<std::size_t>(voigt_index[s][t])];
    };
    for (std::size_t m = 0; m < 6; ++m) {
      const int i = voigt_row[m], j = voigt_column[m];
      for (std::size_t n = 0; n < 6; ++n) {
        const int k = voigt_row[n], l = voigt_column[n];
        const T of_square = product(p, i, k, q, j, l) + product(p, i, l, q, j, k) + product(q, i, k, p, j, l) +
                            product(q, i, l, p, j, k);
        out[m][n] += size_ * (2.0 * curvature_ * q[m] * q[n] + slope_ * of_square);
      }
    }
  }

 private:
  Tensor<T> scaled_square(const T& factor) const {
    Tensor<T> out;
    for (std::size_t p = 0; p < 6; ++p)
      out[p] = factor * square_[p];
    return out;
  }

  const Tensor<T>& inverse_;  ///< C0^-1
  const T* enhanced_;
  T stiffness_, slope_, curvature_;  ///< k g and its derivatives by tr C0^-1
  T size_;                           ///< |a|^2
  Tensor<T> square_;                 ///< C0^-2
};

}  // namespace spondyl::fem::hex8
