// Where a spine is on the way from neutral to loaded, and beyond: every vertebra turns and shifts evenly, what lies between
// two of them follows both.
#pragma once

#include <Eigen/Core>
#include <array>
#include <vector>

#include "spine/measure.hpp"
#include "view/specimen.hpp"

namespace spondyl::view {

class Posture {
 public:
  /// The neutral posture plus the motion from it times `exaggeration`. `fraction` of the motion: 0 neutral, 1 loaded. The
  /// specimen must outlive it.
  Posture(const Specimen& specimen, double fraction, double exaggeration);

  /// Of the mesh, mm.
  std::vector<Eigen::Vector3d> nodes() const;
  /// A place known in the loaded state alone; `rank` as in spine::Ranked.
  Eigen::Vector3d carried(const Eigen::Vector3d& loaded, double rank) const;

 private:
  Eigen::Vector3d between(const Eigen::Vector3d& neutral, const Eigen::Vector3d& loaded, double rank, double t) const;

  const Specimen* specimen_;
  double t_;
  std::array<spine::RigidMotion, spine::n_vertebrae> neutral_, loaded_, now_;
};

}  // namespace spondyl::view
