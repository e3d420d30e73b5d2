// A set of hexahedra of one material, with or without fibers: one term of the model. Element and kernel: hex8.hpp.
#pragma once

#include <Eigen/Core>
#include <memory>
#include <vector>

#include "fem/hex8.hpp"
#include "fem/material.hpp"
#include "fem/mesh.hpp"
#include "fem/term.hpp"

namespace spondyl::fem {

/// A family of fibers in one element: unit direction in the reference configuration and the law of its stress
/// (stiffness = fiber modulus times volume fraction, MPa).
struct FiberFamily {
  Vector3 direction;
  UniaxialLaw<double> law;
};

/// Elements of one block, as numbers into the mesh. `fibers` holds `n_families` entries for each element, or is empty.
struct BlockElements {
  std::vector<int> elements;
  std::size_t n_families = 0;
  std::vector<FiberFamily> fibers;
};

/// Fields at one integration point. Stresses are Cauchy stresses in MPa; pressure is positive in compression.
struct PointFields {
  double volume;  ///< reference volume, mm^3
  double volume_ratio;
  Eigen::Matrix3d stress;
  double pressure;
  double fiber_strain;  ///< largest engineering strain of the families, 0 without fibers
};

double von_mises(const Eigen::Matrix3d& stress);

/// A block whose fields can be read; the material is hidden behind it.
class Block : public Term {
 public:
  const std::vector<int>& elements() const { return elements_; }
  /// Eight points for each element, in the order of `elements()`.
  virtual std::vector<PointFields> fields(const State& state, int threads) const = 0;

 protected:
  std::vector<int> elements_;
};

/// Law is LinearElastic, CompressibleNeoHookean or MooneyRivlin. Throws std::invalid_argument if an element of the
/// reference mesh has a non-positive Jacobian.
template <class Law>
std::unique_ptr<Block> make_block(const Mesh& mesh, const Law& law, const BlockElements& elements);

}  // namespace spondyl::fem
