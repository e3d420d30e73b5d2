#include "study/warm_start.hpp"

#include <cmath>
#include <limits>

#include "fem/residual_measure.hpp"
#include "spine/mirror_image.hpp"
#include "spine/state_transfer.hpp"

namespace spondyl::study {

namespace {

/// Potential at a state (N mm): stored energy minus the work of the moments; infinite where an element is inside out.
double potential(const fem::Model& model, const fem::State& state, fem::Assembly& work) {
  Eigen::VectorXd residual;
  if (model.residual(state, work, residual) != fem::Evaluation::ok)
    return std::numeric_limits<double>::infinity();
  return model.energy(state, work);
}

/// Potential at the loads of the target, an unknown moment taken for zero.
double potential(const fem::Model& model, fem::State state, const fem::Target& target, fem::Assembly& work) {
  state.load = target.load;
  if (target.rotation)
    state.load[model.moments()[target.rotation->moment].load] = 0;
  return potential(model, state, work);
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

/// Poses count from those of `cold`; all loads are the target's but the unknown moment.
void aim_at(const fem::Model& model, const fem::Target& target, const fem::State& cold, fem::State& guess) {
  for (std::size_t b = 0; b < cold.bodies.size(); ++b)
    guess.bodies[b].neutral = cold.bodies[b].neutral;
  for (Eigen::Index k = 0; k < target.load.size(); ++k) {
    if (!target.rotation || k != model.moments()[target.rotation->moment].load)
      guess.load[k] = target.load[k];
  }
}

/// `solution` on the nodes of `spine`.
std::optional<fem::State> brought_over(const Solution& solution, const spine::SpineModel& spine, const ColdStart& cold,
                                       const SolutionCache& cache) {
  auto guess = spine::transferred(*solution.spine, solution.state, spine);
  if (!guess || solution.spine->fidelity == spine.fidelity)
    return guess;
  const auto began = cache.latest(cold.title, *solution.spine);
  const auto start_guess = began ? spine::transferred(*began->spine, began->state, spine) : std::nullopt;
  return start_guess ? spine::amended(spine, *guess, *start_guess, cold.state) : guess;
}

/// Whether what is solved to the other side has the loads of the target, but for their sides, and holds its rotation.
bool is_opposite(const fem::Model& model, const fem::State& opposite, const fem::Target& target, double balanced) {
  const auto differ = [&](double a, double b) { return std::abs(a - b) > balanced * std::abs(b); };
  const auto unknown = target.rotation ? model.moments()[target.rotation->moment].load : -1;
  for (Eigen::Index k = 0; k < target.load.size(); ++k) {
    if (k != unknown && differ(std::abs(opposite.load[k]), std::abs(target.load[k])))
      return false;
  }
  return !target.rotation ||
         !differ(-model.angle(model.moments()[target.rotation->moment], opposite).angle, target.rotation->angle);
}

bool is_balanced(const fem::Model& model, const fem::State& state, double balanced, fem::Assembly& work) {
  fem::Residual residual;
  if (model.residual(state, work, residual.unknowns) != fem::Evaluation::ok)
    return false;
  residual.internal = work.internal_residual();
  return fem::ResidualMeasure(model, balanced).relative_size(state, work, residual) <= balanced;
}

}  // namespace

std::optional<WarmStart> warm_start(const spine::SpineModel& spine, const std::string& title, const ColdStart& cold,
                                    const fem::Target& target, const SolutionCache& cache, fem::Assembly& work) {
  std::optional<WarmStart> best;
  const auto alike = cache.alike(title, spine.fidelity);
  if (alike.empty())
    return best;
  const double start = potential(*spine.model, cold.state, target, work);
  double least = std::numeric_limits<double>::infinity();
  for (const auto& solution : alike) {
    std::optional<fem::State> guess = brought_over(*solution, spine, cold, cache);
    if (!guess)
      continue;
    aim_at(*spine.model, target, cold.state, *guess);
    const double value = potential(*spine.model, *guess, target, work);
    if (value >= least || value > start + allowance(*spine.model, cold.state, *guess, target))
      continue;
    least = value;
    best = {std::move(*guess), solution->report.saddles};
  }
  return best;
}

std::optional<fem::State> mirrored_start(const spine::SpineModel& spine, const fem::State& opposite,
                                         const fem::State& cold, const fem::Target& target, double balanced,
                                         fem::Assembly& work) {
  if (!is_opposite(*spine.model, opposite, target, balanced))
    return std::nullopt;
  std::optional<fem::State> guess = spine::mirrored(spine, opposite);
  if (!guess)
    return guess;
  aim_at(*spine.model, target, cold, *guess);
  return is_balanced(*spine.model, *guess, balanced, work) ? guess : std::nullopt;
}

}  // namespace spondyl::study
