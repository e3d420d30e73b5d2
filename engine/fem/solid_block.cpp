#include "fem/solid_block.hpp"

#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>
#include <Eigen/LU>
#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "core/parallel.hpp"
#include "fem/assembly.hpp"
#include "fem/hex8_geometry.hpp"
#include "fem/hex8_kernel.hpp"

namespace spondyl::fem {

double von_mises(const Eigen::Matrix3d& s) {
  const double mean = s.trace() / 3;
  const Eigen::Matrix3d deviator = s - mean * Eigen::Matrix3d::Identity();
  return std::sqrt(1.5) * deviator.norm();
}

namespace {

/// Orthogonal factor of the polar decomposition: Newton's iteration (Higham 1986) in place of eigenvectors.
Matrix3 orthogonal_factor(Matrix3 m) {
  for (int i = 0; i < 100; ++i) {
    const Matrix3 next = 0.5 * (m + m.inverse().transpose());
    const double change = (next - m).norm();
    m = next;
    if (!(change > 1e-8))  // squared in the next one
      break;
  }
  return m;
}

/// Deformation gradient that goes with an enhanced C: the rotation of the displacement, the stretch of C. Where the
/// displacement alone turns a point inside out, its most shortened direction is turned back.
Matrix3 enhanced_gradient(const Matrix3& f, const Matrix3& c) {
  Matrix3 rotation = orthogonal_factor(f);
  if (f.determinant() < 0) {
    const Eigen::SelfAdjointEigenSolver<Matrix3> compatible(f.transpose() * f);
    const Vector3 shortest = compatible.eigenvectors().col(0);
    rotation -= 2 * (rotation * shortest) * shortest.transpose();
  }
  const Matrix3 upper = c.llt().matrixU();
  return rotation * orthogonal_factor(upper).transpose() * upper;
}

template <class Law>
class SolidBlock final : public Block {
 public:
  SolidBlock(const Mesh& mesh, const Law& law, const BlockElements& block);

  Evaluation residual(const State& state, Assembly& out) const override;
  Evaluation tangent(const State& state, Assembly& out) const override;
  std::vector<PointFields> fields(const State& state, int threads) const override;

 private:
  using Geometry = hex8::Geometry<Lanes>;
  using Fiber = hex8::Fiber<Lanes>;

  std::size_t n_packs() const { return geometry_.size(); }
  /// Element in a lane; the last pack repeats the last element.
  std::size_t element_of(std::size_t pack, int lane) const {
    return std::min(pack * n_lanes + static_cast<std::size_t>(lane), elements_.size() - 1);
  }
  std::size_t n_filled(std::size_t pack) const {
    return std::min<std::size_t>(n_lanes, elements_.size() - pack * n_lanes);
  }
  hex8::Pack<Lanes> gather(std::size_t pack, const State& state) const;
  const Fiber* fibers(std::size_t pack) const { return fibers_.data() + pack * n_families_; }

  static constexpr int n_internal = SplitLaw<Law> ? hex8::n_internal_split : hex8::n_enhanced;
  std::size_t slot(std::size_t pack, std::size_t lane) const { return first_slot() + pack * n_lanes + lane; }
  /// Writes n numbers of each element of a pack to the place of its slot.
  template <int n, class Place>
  void write(std::size_t pack, const Lanes* numbers, const Place& place) const {
    double waste[n];  // of lanes that repeat the last element
    std::array<double*, n_lanes> to;
    for (std::size_t lane = 0; lane < n_lanes; ++lane)
      to[lane] = lane < n_filled(pack) ? place(slot(pack, lane)) : waste;
    unpack(numbers, n, to);
  }
  void write_forces(std::size_t pack, const hex8::Result<Lanes>& r, Assembly& out) const {
    write<hex8::n_displacements>(pack, r.force, [&](std::size_t s) { return out.force(s); });
    write<hex8::n_enhanced>(pack, r.force + hex8::n_displacements, [&](std::size_t s) { return out.internal(s); });
    if constexpr (SplitLaw<Law>)
      write<hex8::n_modes>(pack, r.volume_force, [&](std::size_t s) { return out.internal(s) + hex8::n_enhanced; });
  }

  Law law_;
  std::size_t n_families_;
  std::vector<Geometry> geometry_;
  std::vector<Fiber> fibers_;
};

template <class Law>
SolidBlock<Law>::SolidBlock(const Mesh& mesh, const Law& law, const BlockElements& block)
    : law_(law), n_families_(block.n_families) {
  elements_ = block.elements;
  internal_per_stencil_ = n_internal;
  multipliers_per_stencil_ = n_internal - hex8::n_enhanced;
  const std::size_t packs = (elements_.size() + n_lanes - 1) / n_lanes;
  geometry_.resize(packs);
  fibers_.resize(packs * n_families_);
  for (int e : elements_)
    stencils_.add(mesh.hexahedra[static_cast<std::size_t>(e)]);
  for (std::size_t p = 0; p < packs; ++p) {
    for (int lane = 0; lane < n_lanes; ++lane) {
      const std::size_t k = element_of(p, lane);
      const auto element = static_cast<std::size_t>(elements_[k]);
      const auto result = hex8::reference_geometry(mesh, mesh.hexahedra[element]);
      if (!(result.smallest_jacobian > 0)) {
        throw std::invalid_argument("element " + std::to_string(element) + " of the reference mesh has a Jacobian of " +
                                    std::to_string(result.smallest_jacobian) + " mm3");
      }
      hex8::set_lane(result.geometry, lane, geometry_[p]);
      for (std::size_t f = 0; f < n_families_; ++f) {
        const FiberFamily& from = block.fibers[k * n_families_ + f];
        Fiber& to = fibers_[p * n_families_ + f];
        for (int d = 0; d < 3; ++d)
          to.direction[d][lane] = from.direction[d];
        to.law.stiffness[lane] = from.law.stiffness;
        to.law.slack[lane] = from.law.slack;
        to.law.toe[lane] = from.law.toe;
      }
    }
  }
}

template <class Law>
hex8::Pack<Lanes> SolidBlock<Law>::gather(std::size_t p, const State& state) const {
  hex8::Pack<Lanes> pack;
  for (int lane = 0; lane < n_lanes; ++lane) {
    const std::size_t k = element_of(p, lane);
    const auto nodes = stencils_[k];
    for (std::size_t a = 0; a < hex8::n_nodes; ++a) {
      const auto u = state.node(nodes[a]);
      for (int d = 0; d < 3; ++d)
        pack.displacement[a][d][lane] = u[d];
    }
    const double* internal = state.internal.data() + first_internal() + k * n_internal;
    for (int i = 0; i < hex8::n_enhanced; ++i)
      pack.enhanced[i][lane] = internal[i];
    for (int m = 0; m < hex8::n_modes; ++m)
      pack.pressure[m][lane] = SplitLaw<Law> ? internal[hex8::n_enhanced + m] : 0.0;
  }
  return pack;
}

template <class Law>
Evaluation SolidBlock<Law>::residual(const State& state, Assembly& out) const {
  std::atomic<bool> inverted = false;
  core::parallel_for(n_packs(), out.threads(), [&](std::size_t p) {
    hex8::Result<Lanes> r;
    hex8::evaluate_residual(law_, geometry_[p], gather(p, state), fibers(p), n_families_, r);
    for (std::size_t lane = 0; lane < n_filled(p); ++lane) {
      if (!(r.smallest_jacobian[lane] > 0))
        inverted = true;
      out.energy(slot(p, lane)) = r.energy[lane];
    }
    write_forces(p, r, out);
  });
  return inverted ? Evaluation::inverted_element : Evaluation::ok;
}

template <class Law>
Evaluation SolidBlock<Law>::tangent(const State& state, Assembly& out) const {
  std::atomic<bool> inverted = false, unstable = false;
  core::parallel_for(n_packs(), out.threads(), [&](std::size_t p) {
    hex8::Result<Lanes> r;
    hex8::evaluate_tangent(law_, geometry_[p], gather(p, state), fibers(p), n_families_, out.has_initial_stress(), r);
    for (std::size_t lane = 0; lane < n_filled(p); ++lane) {
      if (!(r.smallest_jacobian[lane] > 0))
        inverted = true;
      if (!(r.smallest_pivot[lane] > 0))
        unstable = true;
    }
    write_forces(p, r, out);
    double stiffness[n_lanes][hex8::packed_displacements];
    write<hex8::packed_displacements>(p, r.stiffness, [&](std::size_t s) { return stiffness[s - slot(p, 0)]; });
    for (std::size_t lane = 0; lane < n_filled(p); ++lane)
      out.stiffness(slot(p, lane), state, stiffness[lane]);
    constexpr int n_recovery = n_internal * hex8::n_displacements;
    write<n_recovery>(p, r.recovery[0], [&](std::size_t s) { return out.recovery(s); });
    write<hex8::packed(n_internal, 0)>(p, r.internal_inverse,
                                       [&](std::size_t s) { return out.recovery(s) + n_recovery; });
  });
  if (inverted)
    return Evaluation::inverted_element;
  return unstable ? Evaluation::unstable_element : Evaluation::ok;
}

template <class Law>
std::vector<PointFields> SolidBlock<Law>::fields(const State& state, int threads) const {
  std::vector<PointFields> out(elements_.size() * hex8::n_points);
  core::parallel_for(n_packs(), threads, [&](std::size_t p) {
    const hex8::Deformation<Law, Lanes> d(law_, geometry_[p], gather(p, state));
    for (int q = 0; q < hex8::n_points; ++q) {
      const auto& k = d.points[static_cast<std::size_t>(q)];
      const auto r = hex8::point_response(law_, d, q, fibers(p), n_families_);
      Lanes strain = Lanes{};
      for (std::size_t f = 0; f < n_families_; ++f) {
        const Lanes* a = fibers(p)[f].direction;
        Lanes squared = Lanes{};
        for (int i = 0; i < 3; ++i) {
          for (int j = 0; j < 3; ++j)
            squared += a[i] * a[j] * k.c[static_cast<std::size_t>(voigt_index[i][j])];
        }
        const Lanes e = square_root(squared) - 1.0;
        strain = f == 0 ? e : (e > strain ? e : strain);
      }
      for (std::size_t lane = 0; lane < n_filled(p); ++lane) {
        Eigen::Matrix3d f, c, s;
        for (int i = 0; i < 3; ++i) {
          for (int j = 0; j < 3; ++j) {
            f(i, j) = k.gradient[i][j][lane];
            c(i, j) = k.c[static_cast<std::size_t>(voigt_index[i][j])][lane];
            s(i, j) = r.stress[static_cast<std::size_t>(voigt_index[i][j])][lane];
          }
        }
        PointFields& point = out[element_of(p, static_cast<int>(lane)) * hex8::n_points + static_cast<std::size_t>(q)];
        f = enhanced_gradient(f, c);
        if constexpr (SplitLaw<Law>)
          s += d.vol.pressure[q][lane] * f.determinant() * c.inverse();
        point.volume = geometry_[p].weight[q][lane];
        point.volume_ratio = f.determinant();
        point.stress = f * s * f.transpose() / point.volume_ratio;
        point.pressure = -point.stress.trace() / 3;
        point.fiber_strain = strain[lane];
      }
    }
  });
  return out;
}

}  // namespace

template <class Law>
std::unique_ptr<Block> make_block(const Mesh& mesh, const Law& law, const BlockElements& elements) {
  return std::make_unique<SolidBlock<Law>>(mesh, law, elements);
}

template std::unique_ptr<Block> make_block(const Mesh&, const LinearElastic&, const BlockElements&);
template std::unique_ptr<Block> make_block(const Mesh&, const CompressibleNeoHookean&, const BlockElements&);
template std::unique_ptr<Block> make_block(const Mesh&, const MooneyRivlin&, const BlockElements&);

}  // namespace spondyl::fem
