// What holds nearly incompressible elements against a zigzag from node to node under compression: a stiffness of the
// enhanced parameters a that grows with the deformation of the element's center. Equations: docs/theory.
//
//   energy = k/2 g |a|^2,   g = 1 + sum_i w_i (thin_i^6 - 1),   thin_i = n_i . C0^-1 n_i,   k = 0.03 mu V
//
// n_i is the unit normal of the element's i-th pair of faces at rest, thin_i the inverse square of the stretch of the
// distance between them; w_i is near one half for faces close to each other and near zero for those furthest apart.
#pragma once

#include "fem/hex8_force.hpp"
#include "fem/hex8_result.hpp"
#include "fem/hex8_volume.hpp"

namespace spondyl::fem::hex8 {

inline constexpr double hourglass_share = 0.03;  ///< of the shear modulus, at rest

template <class T>
class Hourglass {
 public:
  Hourglass(double shear_modulus, const Geometry<T>& g, const CenterMetric<T>& center, const Pack<T>& pack)
      : inverse_(center.inverse), enhanced_(pack.enhanced) {
    T volume = g.weight[0];
    for (int q = 1; q < n_points; ++q)
      volume += g.weight[q];
    const T k = hourglass_share * shear_modulus * volume, zero = k * 0.0;
    stiffness_ = k;
    slope_ = {zero, zero, zero, zero, zero, zero};
    for (std::size_t i = 0; i < 3; ++i) {
      const T* normal = g.direction[i];
      T squeezed[3];
      for (int d = 0; d < 3; ++d)
        squeezed[d] = along(normal, inverse_, d);
      const T thin = normal[0] * squeezed[0] + normal[1] * squeezed[1] + normal[2] * squeezed[2];
      const T square = thin * thin, weight = k * g.thin_weight[i];
      stiffness_ += weight * (square * square * square - 1.0);
      curvature_[i] = 30.0 * weight * square * square;
      for (std::size_t p = 0; p < 6; ++p) {
        squeezed_[i][p] = squeezed[voigt_row[p]] * squeezed[voigt_column[p]];
        slope_[p] += 6.0 * weight * square * square * thin * squeezed_[i][p];
      }
    }
    size_ = zero;
    for (int i = 0; i < n_enhanced; ++i)
      size_ += enhanced_[i] * enhanced_[i];
  }

  const T& stiffness() const { return stiffness_; }  ///< k g
  const T& enhanced(int i) const { return enhanced_[i]; }

  T energy() const { return 0.5 * stiffness_ * size_; }

  void add_enhanced_force(T force[n_enhanced]) const {
    for (int i = 0; i < n_enhanced; ++i)
      force[i] += stiffness_ * enhanced_[i];
  }

  /// Stress that works on the strain of the center.
  Tensor<T> stress() const { return scaled_slope(-size_); }

  /// Derivative of that stress by an enhanced parameter, over its value.
  Tensor<T> enhanced_derivative() const { return scaled_slope(size_ * 0.0 - 2.0); }

  /// Adds the derivative of that stress by the strain of the center; both are symmetric.
  void add_stress_derivative(std::array<Tensor<T>, 6>& out) const {
    const Tensor<T>&p = inverse_, &q = slope_;
    const auto product = [](const Tensor<T>& a, int r, int c, const Tensor<T>& b, int s, int t) {
      return a[static_cast<std::size_t>(voigt_index[r][c])] * b[static_cast<std::size_t>(voigt_index[s][t])];
    };
    for (std::size_t m = 0; m < 6; ++m) {
      const int i = voigt_row[m], j = voigt_column[m];
      for (std::size_t n = 0; n <= m; ++n) {
        const int k = voigt_row[n], l = voigt_column[n];
        T sum = product(p, i, k, q, j, l) + product(p, i, l, q, j, k) + product(q, i, k, p, j, l) +
                product(q, i, l, p, j, k);
        for (std::size_t d = 0; d < 3; ++d)
          sum += 2.0 * curvature_[d] * squeezed_[d][m] * squeezed_[d][n];
        out[m][n] += size_ * sum;
        if (n < m)
          out[n][m] = out[m][n];
      }
    }
  }

 private:
  Tensor<T> scaled_slope(const T& factor) const {
    Tensor<T> out;
    for (std::size_t p = 0; p < 6; ++p)
      out[p] = factor * slope_[p];
    return out;
  }

  const Tensor<T>& inverse_;  ///< C0^-1
  const T* enhanced_;
  T stiffness_;                        ///< k g
  std::array<T, 3> curvature_;         ///< its second derivatives by thin_i
  std::array<Tensor<T>, 3> squeezed_;  ///< C0^-1 n_i (x) C0^-1 n_i: thin_i falls by it times a change of C0
  Tensor<T> slope_;                    ///< the same for k g
  T size_;                             ///< |a|^2
};

}  // namespace spondyl::fem::hex8
