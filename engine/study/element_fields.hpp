// What each element of a solved spine carries, for pictures and files.
#pragma once

#include <Eigen/Core>
#include <vector>

#include "fem/state.hpp"
#include "spine/spine_model.hpp"

namespace spondyl::study {

/// Means over the points of one element, weighted by present volume.
struct ElementFields {
  Eigen::Matrix3d stress = Eigen::Matrix3d::Zero();  ///< Cauchy, MPa
  double fiber_strain = 0;                           ///< of the more stretched family

  double pressure() const { return -stress.trace() / 3; }
};

/// Of every hexahedron of the mesh. The pressure of discs is the recovered one (fem/pressure_recovery.hpp), in their
/// stresses too.
std::vector<ElementFields> element_fields(const spine::SpineModel& spine, const fem::State& state);

}  // namespace spondyl::study
