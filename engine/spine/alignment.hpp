// Where the vertebrae stand: the S1 endplate at the origin with its slope, everything above stacked on it through disc
// and body heights, front and back, and offsets along the plates. Lordosis follows from the wedges.
#pragma once

#include <Eigen/Core>
#include <Eigen/Geometry>
#include <array>

#include "spine/specification.hpp"

namespace spondyl::spine {

/// A frame: position (mm) and axes (x anterior, y left, z cranial).
struct Frame {
  Eigen::Vector3d origin = Eigen::Vector3d::Zero();
  Eigen::Matrix3d axes = Eigen::Matrix3d::Identity();

  Eigen::Vector3d operator()(const Landmark& p) const { return origin + axes * Eigen::Vector3d(p.x, p.y, p.z); }
};

struct Alignment {
  std::array<Frame, n_vertebrae> superior;  ///< center of each upper endplate, z along its normal
  std::array<Frame, n_vertebrae> inferior;  ///< center of each lower endplate; S1: not used
  std::array<Frame, n_vertebrae> body;      ///< frame of the landmarks: body center, S1: upper endplate

  const Frame& body_of(Vertebra v) const { return body[static_cast<std::size_t>(v)]; }
  const Frame& superior_of(Vertebra v) const { return superior[static_cast<std::size_t>(v)]; }
  const Frame& inferior_of(Vertebra v) const { return inferior[static_cast<std::size_t>(v)]; }
};

Alignment align(const SpineSpec& spec);

/// Angle from the upper endplate of S1 to that of L1, lordosis positive, rad.
double lordosis(const Alignment& alignment);

}  // namespace spondyl::spine
