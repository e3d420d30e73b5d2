// What is measured on a solved spine: one definition of each outcome, used everywhere. Pure functions of the model and
// two states, the neutral one (after the follower load, before the moment) and the loaded one. mm, N, MPa, rad.
#pragma once

#include <Eigen/Core>
#include <array>
#include <optional>
#include <vector>

#include "spine/direction.hpp"
#include "spine/load_share.hpp"
#include "spine/nerve_room.hpp"
#include "spine/spine_model.hpp"

namespace spondyl::spine {

/// Rigid motion that fits best (least squares) the endplate planes of a vertebra from the reference configuration:
/// x -> rotation (x - center) + center + shift. L1 moves with its grip, S1 not at all.
struct RigidMotion {
  Eigen::Matrix3d rotation = Eigen::Matrix3d::Identity();
  Eigen::Vector3d center = Eigen::Vector3d::Zero();
  Eigen::Vector3d shift = Eigen::Vector3d::Zero();

  Eigen::Vector3d operator()(const Eigen::Vector3d& x) const { return rotation * (x - center) + center + shift; }
};
RigidMotion vertebra_motion(const SpineModel& spine, const fem::State& state, Vertebra v);

/// Rotation of the upper vertebra against the lower one from the neutral state, as a rotation vector (rad) in the axes
/// of the lower vertebra.
Eigen::Vector3d relative_rotation(const SpineModel& spine, const fem::State& neutral, const fem::State& state,
                                  Level level);

/// A greatest value and the center of its element in the reference configuration.
struct Peak {
  double value = 0;
  Eigen::Vector3d place = Eigen::Vector3d::Zero();
};

/// What a part has that a level may lack (a fused one has no nucleus and no annulus) is empty there.
struct LevelMeasures {
  double rotation = 0;  ///< about the axis of the case, positive in its direction
  Eigen::Vector3d coupled_rotation = Eigen::Vector3d::Zero();  ///< see relative_rotation
  /// Growth of the distance between the endplates from the neutral state, along the normal of the lower one: at the
  /// front edge, in the middle, at the back edge of the disc.
  double height_change_anterior = 0, height_change_mid = 0, height_change_posterior = 0;
  std::optional<double> intradiscal_pressure;  ///< volume mean of the hydrostatic pressure of the nucleus
  std::optional<double> annulus_stress;        ///< von Mises of the total Cauchy stress, 95th percentile by volume
  std::optional<Peak> annulus_stress_max;      ///< of the same at the integration points
  std::optional<double> annulus_fiber_strain;  ///< 95th percentile by volume of the more stretched family
  /// Largest outward displacement of the disc's edge between the endplates from the unloaded shape, beyond what the
  /// motions of the two vertebrae, mixed by height, would do.
  std::optional<double> bulge;
  std::array<std::optional<double>, n_ligaments> ligament_force;  ///< sum of the tensions; empty where resected
  /// Left and right: sum of the contact forces of the facet joint; empty where there is none.
  std::array<std::optional<double>, 2> facet_force;
  std::array<std::optional<double>, 2> facet_area;  ///< mm^2, over which the surfaces of the joint touch
  NerveRoom nerve_room;
  LoadShares load_shares;
  /// Von Mises, 95th percentile by volume of the two bony endplates beside the disc; empty where bone is rigid.
  std::optional<double> endplate_stress;
};

struct SpineMeasures {
  std::array<LevelMeasures, n_levels> levels;
  double total_rotation = 0;  ///< of L1 against S1 about the case's axis, as the hybrid protocol holds it
  /// (Force or moment that the supports should but do not balance) over (what they carry): the larger of the two.
  double equilibrium_error = 0;
  const LevelMeasures& operator[](Level level) const { return levels[static_cast<std::size_t>(level.index)]; }
};

/// Stresses and forces are those of `state`; rotations and heights its differences from `neutral`.
SpineMeasures measure(const SpineModel& spine, const fem::State& neutral, const fem::State& state,
                      const Direction& direction, int threads = 1);

/// A value and the volume it stands for.
struct Weighted {
  double value;
  double weight;
};

/// The value below which the given share of the weight lies, interpolated between the middles of the samples.
double weighted_percentile(std::vector<Weighted> samples, double share);

}  // namespace spondyl::spine
