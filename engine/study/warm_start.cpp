#include "study/warm_start.hpp"

#include <cmath>
#include <limits>

#include "spine/state_transfer.hpp"

namespace spondyl::study {

namespace {

/// Potential at a state (N mm): stored energy minus the work of the moments; infinite where an element is inside out.
double potential(const fem::Model& model, const fem::State& state, int threads) {
  fem::Assembly work = model.make_assembly(threads, fem::Assembly::Use::residuals);
  Eigen::VectorXd residual;
  if (model.residual(state, work, residual) != fem::Evaluation::ok)
    return std::numeric_limits<double>::infinity();
  return model.energy(state, work);
}

/// Potential at the loads of the target, an unknown moment taken for zero.
double potential(const fem::Model& model, fem::State state, const fem::Target& target, int threads) {
  state.load = target.load;
  if (target.rotation)
    state.load[model.moments()[target.rotation->moment].load] = 0;
  return potential(model, state, threads);
}

/// More potential than this above the start is too much for a guess. Turning on to the held rotation costs half the moment
/// times the angle; a guess that bends what has been fused since costs hundreds of times as much.
double allowance(const fem::Model& model, const fem::State& cold, const fem::State& guess, const fem::Target& target) {
  if (!target.rotation)
    return 0;
  const fem::Moment& moment = model.moments()[target.rotation->moment];
  const double held = target.rotation->angle, turn = held - model.angle(moment, cold).angle;
  const double size = std::max(std::abs(cold.load[moment.load]), std::abs(guess.load[moment.load]));
  return size * (3 * std::abs(turn) + 0.25 * std::abs(held));
}

}  // namespace

std::optional<fem::State> warm_start(const spine::SpineModel& spine, const fem::State& cold, const fem::Target& target,
                                     const std::vector<std::shared_ptr<const Solution>>& alike, int threads) {
  std::optional<fem::State> best;
  if (alike.empty())
    return best;
  const double start = potential(*spine.model, cold, target, threads);
  double least = std::numeric_limits<double>::infinity();
  for (const auto& solution : alike) {
    std::optional<fem::State> guess = spine::transferred(*solution->spine, solution->state, spine);
    if (!guess)
      continue;
    for (std::size_t b = 0; b < cold.bodies.size(); ++b)
      guess->bodies[b].neutral = cold.bodies[b].neutral;
    const double value = potential(*spine.model, *guess, target, threads);
    if (value >= least || value > start + allowance(*spine.model, cold, *guess, target))
      continue;
    least = value;
    for (Eigen::Index k = 0; k < target.load.size(); ++k) {
      if (!target.rotation || k != spine.model->moments()[target.rotation->moment].load)
        guess->load[k] = target.load[k];
    }
    best = std::move(guess);
  }
  return best;
}

}  // namespace spondyl::study
