// Pressure on a surface that follows it: the inside of a cavity, a fluid on a face. Its potential is pressure times the
// volume of the cones from the origin to the surface, which is exact where the surface is closed, or its edge fixed, or
// its edge slides in symmetry planes through the origin; there the tangent is symmetric.
#pragma once

#include <array>
#include <vector>

#include "fem/mesh.hpp"
#include "fem/term.hpp"

namespace spondyl::fem {

class CavityPressure final : public Term {
 public:
  /// `faces`: bilinear quadrilaterals, counter-clockwise seen from where the pressure acts (outside the solid); the
  /// pressure in MPa is state.load[load].
  CavityPressure(const Mesh& mesh, std::vector<std::array<int, 4>> faces, int load);

  Evaluation residual(const State& state, Assembly& out) const override;
  Evaluation tangent(const State& state, Assembly& out) const override;

  /// Volume of the cones over all faces, mm^3; the cavity's is minus this.
  double cone_volume(const State& state) const;

 private:
  using Corners = Eigen::Matrix<double, 3, 4>;
  Corners corners(std::size_t face, const State& state) const;

  std::vector<std::array<int, 4>> faces_;
  std::vector<Corners> reference_;
  int load_;
};

}  // namespace spondyl::fem
