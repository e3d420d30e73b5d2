#include "view/posture.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>
#include <utility>

namespace spondyl::view {
namespace {

using Eigen::Vector3d;

/// A part of a rigid motion between two, or beyond the second.
spine::RigidMotion mixed(const spine::RigidMotion& from, const spine::RigidMotion& to, double fraction) {
  const Eigen::AngleAxisd turn(Eigen::Matrix3d(to.rotation * from.rotation.transpose()));
  spine::RigidMotion out = to;
  out.rotation = Eigen::AngleAxisd(fraction * turn.angle(), turn.axis()) * from.rotation;
  out.shift = (1 - fraction) * from(to.center) + fraction * to(to.center) - to.center;
  return out;
}

/// Where a point of a vertebra would be if the vertebra were rigid, and what it is off that, in the vertebra's axes.
Vector3d local(const spine::RigidMotion& motion, const Vector3d& present) {
  return motion.rotation.transpose() * (present - motion.center - motion.shift) + motion.center;
}

}  // namespace

Posture::Posture(const Specimen& specimen, double fraction, double exaggeration)
    : specimen_(&specimen), t_(fraction * exaggeration) {
  for (const spine::Vertebra v : spine::all_vertebrae) {
    const auto k = static_cast<std::size_t>(v);
    neutral_[k] = spine::vertebra_motion(specimen.spine(), specimen.neutral, v);
    loaded_[k] = spine::vertebra_motion(specimen.spine(), specimen.loaded, v);
    now_[k] = mixed(neutral_[k], loaded_[k], t_);
  }
}

Vector3d Posture::between(const Vector3d& neutral, const Vector3d& loaded, double rank, double t) const {
  rank = std::clamp(rank, 0.0, spine::n_vertebrae - 1.0);
  const auto above = static_cast<std::size_t>(std::min(std::floor(rank), spine::n_vertebrae - 2.0));
  const double share = rank - static_cast<double>(above);
  Vector3d place = Vector3d::Zero();
  for (const auto& [v, weight] : {std::pair{above, 1 - share}, std::pair{above + 1, share}}) {
    if (weight > 0)
      place += weight * now_[v]((1 - t) * local(neutral_[v], neutral) + t * local(loaded_[v], loaded));
  }
  return place;
}

std::vector<Vector3d> Posture::nodes() const {
  const spine::SpineModel& spine = specimen_->spine();
  std::vector<Vector3d> out;
  out.reserve(spine.mesh.mesh.nodes.size());
  for (std::size_t n = 0; n < spine.model->mesh().nodes.size(); ++n) {
    const Vector3d neutral = spine.model->position(static_cast<int>(n), specimen_->neutral);
    const Vector3d loaded = spine.model->position(static_cast<int>(n), specimen_->loaded);
    out.push_back(between(neutral, loaded, spine.rank[n], t_));
  }
  return out;
}

Vector3d Posture::carried(const Vector3d& loaded, double rank) const { return between(loaded, loaded, rank, 1); }

}  // namespace spondyl::view
