// Fits the path of the follower load: the offset in each disc at which no level turns under the load alone. What bends a
// level is the lever of the cable in its own disc, so the levels are fitted at once, each by its own secant.
#pragma once

#include <array>
#include <functional>
#include <stop_token>
#include <string>

#include "core/parameter.hpp"
#include "spine/resolution.hpp"
#include "spine/specification.hpp"

namespace spondyl::study {

struct FollowerFit {
  std::array<double, spine::n_levels> offset{};         ///< share of the disc depth, see spine::DiscSpec
  std::array<double, spine::n_levels> rest_rotation{};  ///< under the fitted force, flexion positive, rad
  int rounds = 0;                                       ///< models solved

  double largest_rotation() const;
  /// Whether no level turns by more than 1e-4 rad, a hundredth of what the path may leave.
  bool is_converged() const;
};

/// Force at which the shipped path is fitted, N: in the middle of what specimens were loaded with (Patwardhan 1999).
inline constexpr double follower_fit_force = 600;

/// Starts from the offsets of `spec`; every round is told to `on_round`. After twelve rounds it ends as it is: see
/// is_converged. Same bits for any number of threads.
/// Throws core::Error if a solve does not converge or a stop is requested.
FollowerFit fit_follower_path(spine::SpineSpec spec, double force, int threads, const std::stop_token& stop = {},
                              const std::function<void(const FollowerFit&)>& on_round = {});

/// Rotation of each level from the settled to the loaded state (rad, flexion positive) under a follower load alone.
std::array<double, spine::n_levels> rest_rotation(const spine::SpineSpec& spec, double force, int threads,
                                                  const std::stop_token& stop = {});

/// The fit as models/follower_path.toml.
std::string follower_path_toml(const FollowerFit& fit);

}  // namespace spondyl::study
