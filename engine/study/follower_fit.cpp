#include "study/follower_fit.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "core/error.hpp"
#include "core/units.hpp"
#include "fem/newton.hpp"
#include "spine/measure.hpp"

namespace spondyl::study {

namespace {

constexpr double tolerance = 1e-4;  // rad
constexpr int max_rounds = 12;
constexpr double first_step = 0.02;   // of the disc depth
constexpr double largest_step = 0.1;  // of the disc depth

void solve(const spine::SpineModel& spine, fem::State& state, double force, int threads, const std::stop_token& stop) {
  fem::Target target{state.load, {}};
  target.load[spine.follower_load] = force;
  fem::Progress progress;
  progress.stop = stop;
  const fem::Report report = fem::solve(*spine.model, state, target, {.threads = threads}, progress);
  if (!report.converged()) {
    throw core::Error(
        core::ErrorCode::internal, {.key = "follower load"},
        "a solve under the follower load alone that ended as '" + std::string(fem::name(report.status)) + "'",
        "an anatomy and tissues that carry " + core::to_text(force) + " N");
  }
}

/// The next offset of one level from the last two rounds.
double secant(double offset, double rotation, double last_offset, double last_rotation) {
  const double slope = (rotation - last_rotation) / (offset - last_offset);
  return offset - std::clamp(rotation / slope, -largest_step, largest_step);
}

}  // namespace

double FollowerFit::largest_rotation() const {
  return std::abs(*std::max_element(rest_rotation.begin(), rest_rotation.end(),
                                    [](double a, double b) { return std::abs(a) < std::abs(b); }));
}

bool FollowerFit::is_converged() const { return largest_rotation() <= tolerance; }

std::array<double, spine::n_levels> rest_rotation(const spine::SpineSpec& spec, double force, int threads,
                                                  const std::stop_token& stop) {
  const auto spine = spine::make_spine_model(spec);
  fem::State settled = spine->model->initial_state();
  solve(*spine, settled, 0, threads, stop);
  fem::State loaded = settled;
  solve(*spine, loaded, force, threads, stop);
  std::array<double, spine::n_levels> rotation{};
  for (spine::Level level : spine::all_levels)
    rotation[static_cast<std::size_t>(level.index)] = spine::relative_rotation(*spine, settled, loaded, level).y();
  return rotation;
}

FollowerFit fit_follower_path(spine::SpineSpec spec, double force, int threads, const std::stop_token& stop,
                              const std::function<void(const FollowerFit&)>& on_round) {
  FollowerFit fit, last;
  for (std::size_t k = 0; k < fit.offset.size(); ++k)
    fit.offset[k] = spec.discs[k].follower_offset;
  for (;;) {
    for (std::size_t k = 0; k < fit.offset.size(); ++k)
      spec.discs[k].follower_offset = fit.offset[k];
    fit.rest_rotation = rest_rotation(spec, force, threads, stop);
    ++fit.rounds;
    if (on_round)
      on_round(fit);
    if (fit.is_converged() || fit.rounds == max_rounds)
      return fit;
    FollowerFit next = fit;
    for (std::size_t k = 0; k < fit.offset.size(); ++k) {
      if (fit.rounds == 1)
        next.offset[k] -= std::copysign(first_step, fit.rest_rotation[k]);  // forward flexes
      else if (fit.offset[k] != last.offset[k] && std::abs(fit.rest_rotation[k]) > 0.1 * tolerance)
        next.offset[k] = secant(fit.offset[k], fit.rest_rotation[k], last.offset[k], last.rest_rotation[k]);
    }
    last = fit;
    fit = next;
  }
}

std::string follower_path_toml(const FollowerFit& fit) {
  std::string text =
      "# Path of the follower load: its offset from the center of each disc, positive anterior, as a share of the disc "
      "depth.\n"
      "# Written by `spondyl calibrate follower-path`: the offsets at which no level of the intact spine turns under "
      "600 N.\n"
      "\n[follower]\n";
  for (spine::Level level : spine::all_levels) {
    const std::string name(spine::name(level));
    std::array<char, 32> value{};
    std::snprintf(value.data(), value.size(), "%.5f", fit.offset[static_cast<std::size_t>(level.index)]);
    text += name + ".offset = { value = " + value.data() +
            ", unit = \"-\", min = -0.5, max = 0.5, doc = \"Offset of the follower load from the center of the disc " +
            name +
            ", positive anterior, over the disc depth\", source = \"SPONDYL_FIT\", confidence = \"computed\" }\n";
  }
  return text;
}

}  // namespace spondyl::study
