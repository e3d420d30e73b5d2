#include "fem/descent.hpp"

#include <algorithm>
#include <cmath>

namespace spondyl::fem {

namespace {

constexpr int most_steps = 200;
constexpr int most_relaxations = 10;
constexpr double nothing = 1e-13;             // of the potential: work that is lost in rounding
constexpr double smallest_fraction = 1e-6;    // of an increment that is tried
constexpr double sufficient_decrease = 1e-4;  // of the slope

}  // namespace

bool Descent::run(State& state, int moment) {
  Residual r;
  if (!relax(state, r))
    return false;
  for (int i = 0; i < most_steps; ++i) {
    const double at_rest = nothing * std::abs(potential(r));
    const auto d = finder_.find_downhill(state, r, at_rest, radius_);
    if (!d)
      return false;
    const bool is_at_rest = d->increment.is_stable && -d->slope <= at_rest;
    const double length = is_at_rest ? 1.0 : search(state, r, *d);
    told_(r, -d->slope, length);
    if (is_at_rest) {
      if (moment >= 0)
        state.load[moment] += finder_.penalty() * r.constraint;
      return true;
    }
    if (length == 0)
      return false;
    radius_ = length == 1.0 ? std::min(2 * radius_, most_radius_) : length * radius_;
  }
  return false;
}

/// A pressure is stationary, not least: only with all of them in balance the potential is one of the displacements alone, that
/// can be gone down.
bool Descent::relax(State& state, Residual& r) {
  for (int i = 0; i < most_relaxations; ++i) {
    if (evaluate_(state, r) != Evaluation::ok)
      return false;
    const auto increment = finder_.find_internal(state);
    if (!increment)
      return false;
    if (std::abs(increment->dot(r.internal)) <= nothing * std::abs(potential(r)))
      return true;
    state.internal += *increment;
  }
  return false;
}

double Descent::search(State& state, Residual& r, const DownhillDirection& d) {
  const double start = potential(r);
  State trial;
  Residual left;
  for (double length = 1.0; length >= smallest_fraction; length *= 0.5) {
    trial = move_(state, d.increment, length);
    if (!relax(trial, left) || potential(left) >= start + sufficient_decrease * length * d.slope)
      continue;
    std::swap(state, trial);
    std::swap(r, left);
    return length;
  }
  return 0.0;
}

}  // namespace spondyl::fem
