// Residual and stiffness of a pack of elements. Private to solid_block.cpp; the algebra is in docs/theory.
#pragma once

#include "fem/hex8_center.hpp"
#include "fem/hex8_elimination.hpp"
#include "fem/hex8_force.hpp"

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
      const T along_p = tangent * dyad[p];
      for (int q = 0; q < 6; ++q)
        r.tangent[p][q] += along_p * dyad[q];
    }
  }
}

/// Stress at one point. Displacements and enhanced parameters feel the same law, but the pressure acts on them through
/// different derivatives of the volume ratio (hex8_volume.hpp).
template <class T>
struct PointStress {
  Tensor<T> displacement, enhanced;
};

/// The part of the pressure that belongs to one point; that of the center: add_center.
template <class T>
PointStress<T> point_stress(const Response<T>& r, const Volume<T>& v, int q) {
  PointStress<T> s{r.stress, r.stress};
  const T stress = v.pressure[q] * v.compatible[q], of_center = v.pressure[q] * v.center.jacobian;
  for (int m = 0; m < 6; ++m) {
    s.displacement[m] += stress * v.inverse[q][m];
    s.enhanced[m] += of_center * v.center.inverse[m];
  }
  return s;
}

template <class T>
PointStress<T> point_stress(const Response<T>& r) {
  return {r.stress, r.stress};
}

/// The pack at one state: deformation at all points, volume, smallest Jacobian. Of an element whose law is split the volume
/// ratio is that of all of it: next to a bonded corner, where the exact solution is singular, det F of one point may pass
/// zero while the element's volume and C stay as they should.
template <class Law, class T>
struct Deformation {
  std::array<Kinematics<T>, n_points> points;
  Volume<T> vol;
  T smallest_jacobian;

  Deformation(const Law& law, const Geometry<T>& g, const Pack<T>& pack) {
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
      smallest_jacobian = minimum(smallest_jacobian, vol.mean);
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

/// Energy and residual.
template <class Law, class T>
void evaluate_residual(const Law& law, const Geometry<T>& g, const Pack<T>& pack, const Fiber<T>* fibers,
                       std::size_t n_fibers, Result<T>& out) {
  const Deformation<Law, T> d(law, g, pack);
  out.smallest_jacobian = d.smallest_jacobian;
  if constexpr (SplitLaw<Law>)
    out.energy = d.vol.energy;
  else
    out.energy = g.weight[0] * 0.0;
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
    const Hourglass<T> hourglass(law.shear_modulus(), g, d.vol.center, pack);
    hourglass.add_enhanced_force(out);
    add_center_force(g, d.vol, hourglass, out);
  }
}

/// Energy, residual, condensed stiffness, recovery. Without the initial stress the stiffness is that of the strains
/// alone, positive definite as far as the law is.
template <class Law, class T>
void evaluate_tangent(const Law& law, const Geometry<T>& g, const Pack<T>& pack, const Fiber<T>* fibers,
                      std::size_t n_fibers, bool has_initial_stress, Result<T>& out) {
  const Deformation<Law, T> d(law, g, pack);
  out.smallest_jacobian = d.smallest_jacobian;
  if constexpr (SplitLaw<Law>)
    out.energy = d.vol.energy;
  else
    out.energy = g.weight[0] * 0.0;
  for (T& f : out.force)
    f = g.weight[0] * 0.0;
  PointSums<T> sums;
  for (int q = 0; q < n_points; ++q) {
    const Response<T> r = point_response(law, d, q, fibers, n_fibers);
    out.energy += g.weight[q] * r.energy;
    PointStress<T> s;
    if constexpr (SplitLaw<Law>)
      s = point_stress(r, d.vol, q);
    else
      s = point_stress(r);
    const auto& f = d.points[static_cast<std::size_t>(q)].gradient;
    add_node_force(g.gradient[q], f, g.weight[q], s.displacement, out.force);
    add_enhanced_force(g, q, s.enhanced, out.force + n_displacements);
    sums.set_shape(g, q, f, r.tangent, has_initial_stress ? &r.stress : nullptr);
    if constexpr (SplitLaw<Law>)
      sums.set_volume(g, q, f, has_initial_stress ? &d.vol.pressure[q] : nullptr);
  }
  sums.sum_shape();
  T stiffness[packed_rows];
  set_node_stiffness(sums, stiffness);
  set_enhanced_stiffness(g, sums, stiffness);
  if constexpr (SplitLaw<Law>) {
    sums.sum_volume();
    T volume_change[n_modes][n_rows], pressure_operator[6][n_enhanced];
    set_volume_change(sums, volume_change);
    enhanced_volume(g, d.vol, volume_change, pressure_operator);
    const Hourglass<T> hourglass(law.shear_modulus(), g, d.vol.center, pack);
    hourglass.add_enhanced_force(out);
    add_center_force(g, d.vol, hourglass, out);
    add_center(g, d.vol, hourglass, pressure_operator, has_initial_stress, volume_change, stiffness);
    for (int m = 0; m < n_modes; ++m)
      out.volume_force[m] = law.bulk_modulus * d.vol.mismatch[m];
    eliminate(d.vol.compliance, law.bulk_modulus, volume_change, stiffness, out);
  } else {
    eliminate(stiffness, out);
  }
}

}  // namespace spondyl::fem::hex8
