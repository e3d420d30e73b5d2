// What goes into an evaluation of a pack of elements and what comes out. Private to solid_block.cpp.
#pragma once

#include "fem/hex8.hpp"

namespace spondyl::fem::hex8 {

/// Element data of one pack.
template <class T>
struct Pack {
  T displacement[n_nodes][3];
  T enhanced[n_enhanced];
  T pressure[n_modes];  ///< over the bulk modulus; used by split laws only
};

constexpr int packed(int row, int column) { return row * (row + 1) / 2 + column; }
/// Entry of a symmetric matrix from its packed lower triangle.
template <class T>
const T& symmetric(const T* k, int i, int j) {
  return i >= j ? k[packed(i, j)] : k[packed(j, i)];
}
inline constexpr int packed_displacements = packed(n_displacements, 0);

template <class T>
struct Result {
  T smallest_jacobian;  ///< of the eight points, positive unless an element is inverted
  T smallest_pivot;     ///< of the elimination, relative; not positive means an unstable element
  T energy;             ///< written with the residual alone
  T force[n_local];
  T stiffness[packed_displacements];                ///< packed lower triangle
  T volume_force[n_modes];                          ///< residual of the pressure parameters, N mm
  T recovery[n_internal_split][n_displacements];    ///< of the internal parameters, see Assembly::recovery
  T internal_inverse[packed(n_internal_split, 0)];  ///< packed; of the second derivative in these
};

}  // namespace spondyl::fem::hex8
