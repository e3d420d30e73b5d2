// Residual and stiffness of a pack of elements. Private to solid_block.cpp; the algebra is in docs/theory.
#pragma once

#include <type_traits>

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

/// The pack at one state: deformation at all points, volume, smallest Jacobian. Of an element whose law is split the volume
/// ratio is that of all of it: next to a bonded corner, where the exact solution is singular, det F of one point may pass
/// zero while the element's volume and C stay as they should.
template <class Law, class T>
struct Deformation {
  struct None {};
  T displacement[n_monomials][3];  ///< monomials
  EnhancedStrain<T> enhanced;
  std::array<Kinematics<T>, n_points> points;
  std::conditional_t<SplitLaw<Law>, Volume<T>, None> vol;
  T smallest_jacobian;

  Deformation(const Law& law, const Geometry<T>& g, const Pack<T>& pack)
      : enhanced(g, pack.enhanced), points(deform(g, pack)), vol(enlarge(law, g, pack)) {
    for (std::size_t q = 0; q < n_points; ++q) {
      const Kinematics<T>& k = points[q];
      // An enhanced strain that takes det C below zero is as inadmissible as an inverted element.
      T admissible = fem::determinant(k.c);
      if constexpr (!SplitLaw<Law>)
        admissible = minimum(hex8::determinant(k.gradient), admissible);
      smallest_jacobian = q == 0 ? admissible : minimum(smallest_jacobian, admissible);
    }
    if constexpr (SplitLaw<Law>)
      smallest_jacobian = minimum(smallest_jacobian, vol.mean);
  }

 private:
  std::array<Kinematics<T>, n_points> deform(const Geometry<T>& g, const Pack<T>& pack) {
    to_monomials(pack.displacement, displacement);
    return kinematics(g, displacement, enhanced);
  }
  auto enlarge(const Law& law, const Geometry<T>& g, const Pack<T>& pack) const {
    if constexpr (SplitLaw<Law>)
      return volume(g, points, displacement, enhanced, pack.pressure, law.bulk_modulus, law.swelling);
    else
      return None{};
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

/// Residual of what works on the whole element, and the forces of the points. `stress` is that of the center.
template <class Law, class T>
void write_forces(const Law& law, const Geometry<T>& g, const Deformation<Law, T>& d, const PointForces<T>& points,
                  const Hourglass<T>* hourglass, const Tensor<T>* stress, Result<T>& out) {
  T on_monomials[n_strained], *on_enhanced = out.force + n_displacements;
  natural_forces(points.on_position, on_monomials);
  points.set_enhanced(g, on_enhanced);
  if constexpr (SplitLaw<Law>) {
    for (int m = 0; m < n_modes; ++m)
      out.volume_force[m] = law.bulk_modulus * d.vol.mismatch[m];
    add_center_force(d.vol.center, *stress, on_monomials);
    add_enhanced_pressure(g, d.vol, on_enhanced);
    hourglass->add_enhanced_force(on_enhanced);
  }
  row_to_nodes(on_monomials, out.force);
}

/// Energy and residual. Flattened like the tangent: calls between its parts cost a tenth of its time.
template <class Law, class T>
[[gnu::flatten]] void evaluate_residual(const Law& law, const Geometry<T>& g, const Pack<T>& pack,
                                        const Fiber<T>* fibers, std::size_t n_fibers, Result<T>& out) {
  const Deformation<Law, T> d(law, g, pack);
  out.smallest_jacobian = d.smallest_jacobian;
  out.energy = T{};
  PointForces<T> forces;
  for (int q = 0; q < n_points; ++q) {
    const Response<T> r = point_response(law, d, q, fibers, n_fibers);
    out.energy += g.weight[q] * r.energy;
    const auto& position = d.points[static_cast<std::size_t>(q)].position;
    forces.set(q, position, natural_stress(g.natural_gradient[q], r.stress, g.weight[q]), r.stress);
    if constexpr (SplitLaw<Law>)
      forces.add_pressure(q, d.vol.cofactor[q], d.vol.pressure[q]);
  }
  if constexpr (SplitLaw<Law>) {
    const Hourglass<T> hourglass(law.shear_modulus(), g, d.vol.center, pack);
    out.energy += volume_energy(g, d.vol, pack.pressure, law.bulk_modulus, law.swelling) + hourglass.energy();
    const Tensor<T> stress = center_stress(g, d.vol, hourglass);
    write_forces(law, g, d, forces, &hourglass, &stress, out);
  } else {
    write_forces<Law, T>(law, g, d, forces, nullptr, nullptr, out);
  }
}

/// Residual, condensed stiffness, recovery. Without the initial stress the stiffness is that of the strains alone, positive
/// definite as far as the law is.
template <class Law, class T>
[[gnu::flatten]] void evaluate_tangent(const Law& law, const Geometry<T>& g, const Pack<T>& pack,
                                       const Fiber<T>* fibers, std::size_t n_fibers, bool has_initial_stress,
                                       Result<T>& out) {
  const Deformation<Law, T> d(law, g, pack);
  out.smallest_jacobian = d.smallest_jacobian;
  PointForces<T> forces;
  PointSums<T> sums;
  for (int q = 0; q < n_points; ++q) {
    const Response<T> r = point_response(law, d, q, fibers, n_fibers);
    const auto& point = d.points[static_cast<std::size_t>(q)];
    const Tensor<T> stress = natural_stress(g.natural_gradient[q], r.stress, g.weight[q]);
    forces.set(q, point.position, stress, r.stress);
    sums.set_shape(g, q, point.gradient, r.tangent, has_initial_stress ? &stress : nullptr);
    if constexpr (SplitLaw<Law>) {
      forces.add_pressure(q, d.vol.cofactor[q], d.vol.pressure[q]);
      sums.set_volume(q, point.position, d.vol.cofactor[q], has_initial_stress ? &d.vol.pressure[q] : nullptr);
    }
  }
  sums.sum_shape();
  T stiffness[packed_rows];
  set_node_stiffness(sums, stiffness);
  set_enhanced_stiffness(g, sums, stiffness);
  if constexpr (SplitLaw<Law>) {
    sums.sum_volume();
    VolumeChange<T> change;
    set_volume_change(sums, change.nodes);
    set_enhanced_volume_change(g, d.vol, change.enhanced);
    const Hourglass<T> hourglass(law.shear_modulus(), g, d.vol.center, pack);
    const Tensor<T> stress = center_stress(g, d.vol, hourglass);
    write_forces(law, g, d, forces, &hourglass, &stress, out);
    add_center(g, d.vol, hourglass, has_initial_stress ? &stress : nullptr, change.nodes, stiffness);
    eliminate(d.vol.compliance, law.bulk_modulus, change, stiffness, out);
  } else {
    write_forces<Law, T>(law, g, d, forces, nullptr, nullptr, out);
    eliminate(stiffness, out);
  }
}

}  // namespace spondyl::fem::hex8
