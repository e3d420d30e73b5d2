// What holds nearly incompressible elements against a zigzag from node to node under compression: a stiffness of the
// enhanced parameters a that grows with the deformation of the element's center. Equations: docs/theory.
//
//   energy = k/2 s^6 |a|^2,   s = tr G^-1 / tr G_rest^-1,   G the metric of the natural coordinates,   k = 0.03 mu V
//
// s is 1 at rest. It is governed by the shortest edges: the flatter an element is, the more s is the inverse square of the
// stretch through its thickness.
#pragma once

#include "fem/hex8_result.hpp"
#include "fem/hex8_volume.hpp"

namespace spondyl::fem::hex8 {

inline constexpr double hourglass_share = 0.03;  ///< of the shear modulus, at rest

/// grad xi_i (x) grad xi_i, summed, over its trace: s is C0^-1 : this.
template <class T>
Tensor<T> thinness(const Geometry<T>& g) {
  Tensor<T> sum;
  for (std::size_t p = 0; p < 6; ++p) {
    sum[p] = g.weight[0] * 0.0;
    for (const auto& gradient : g.center_natural_gradient)
      sum[p] += gradient[voigt_row[p]] * gradient[voigt_column[p]];
  }
  const T trace = sum[0] + sum[1] + sum[2];
  for (T& component : sum)
    component /= trace;
  return sum;
}

template <class T>
class Hourglass {
 public:
  Hourglass(double shear_modulus, const Geometry<T>& g, const CenterMetric<T>& center, const Pack<T>& pack)
      : inverse_(center.inverse), enhanced_(pack.enhanced) {
    T volume = g.weight[0];
    for (int q = 1; q < n_points; ++q)
      volume += g.weight[q];
    const T k = hourglass_share * shear_modulus * volume;
    const Tensor<T> thin = thinness(g);
    const T s = center.trace(thin);
    stiffness_ = k * (s * s * s * s * s * s);
    slope_ = 6.0 * k * (s * s * s * s * s);
    curvature_ = 30.0 * k * (s * s * s * s);
    square_ = sandwich(inverse_, thin);
    size_ = s * 0.0;
    for (int i = 0; i < n_enhanced; ++i)
      size_ += enhanced_[i] * enhanced_[i];
  }

  const T& stiffness() const { return stiffness_; }  ///< k s^6
  const T& enhanced(int i) const { return enhanced_[i]; }

  void add_enhanced_force(Result<T>& out) const {
    out.energy += 0.5 * stiffness_ * size_;
    for (int i = 0; i < n_enhanced; ++i)
      out.force[n_displacements + i] += stiffness_ * enhanced_[i];
  }

  /// Stress that works on the strain of the center: -6 k s^5 |a|^2 C0^-1 thin C0^-1.
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
  T stiffness_, slope_, curvature_;  ///< k s^6 and its derivatives by s
  T size_;                           ///< |a|^2
  Tensor<T> square_;                 ///< C0^-1 thin C0^-1
};

}  // namespace spondyl::fem::hex8
