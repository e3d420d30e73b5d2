#include "fem/newton.hpp"

#include <algorithm>
#include <cmath>

#include "fem/descent.hpp"
#include "fem/newton_direction.hpp"
#include "fem/residual_measure.hpp"

namespace spondyl::fem {

namespace {

constexpr double work_tolerance = 1e-13;          // of an iteration, relative to the largest so far
constexpr double smallest_fraction = 1.0 / 1024;  // of an increment that is tried
constexpr int most_rises = 6;                     // of the potential, after which a fraction is taken as it is
constexpr int most_saddles = 6;                   // iterations in a row, near balance but unstable
constexpr double over_a_saddle = 1.0 / 32;        // step, of the way to the target
constexpr double near_balance = 1e-3;             // residual of a state about whose stability its tangent speaks
constexpr double too_far = 0.01;                  // residual of a state whose factor is not worth a second use
constexpr double too_much = 0.5;  // of the residual, for a correction to leave that does not end the step

/// Corrections with a factor used again that cost no more than a new one, about. It is made by multiplying matrices and used
/// by reading it: the larger the fronts, the cheaper is its use.
int most_corrections(const Elimination& elimination) {
  return std::clamp(static_cast<int>(elimination.work() / (45 * static_cast<double>(elimination.factor_size()))), 3,
                    12);
}

/// Internal parameters that are multipliers (pressures): 1, others 0.
Eigen::VectorXd multiplier_mask(const Model& model) {
  Eigen::VectorXd mask = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(model.pattern().n_internal));
  for (const auto& term : model.terms()) {
    const int n = term->internal_per_stencil(), first = n - term->multipliers_per_stencil();
    for (std::size_t s = 0; s < term->stencils().size(); ++s) {
      const auto start = static_cast<Eigen::Index>(term->first_internal() + s * static_cast<std::size_t>(n));
      mask.segment(start + first, n - first).setOnes();
    }
  }
  return mask;
}

/// One solve: work space that lives as long as the load steps do.
class NewtonSolver {
 public:
  NewtonSolver(Workspace& workspace, const Target& target, const SolveOptions& options, const Progress& progress)
      : model_(workspace.model),
        target_(target),
        options_(options),
        progress_(progress),
        work_(workspace.assembly),
        measure_(model_, options.tolerance),
        finder_(workspace, target.rotation ? std::optional(target.rotation->moment) : std::nullopt, progress.stop),
        is_multiplier_(multiplier_mask(model_)),
        most_corrections_(most_corrections(model_.elimination())) {
    finder_.use_threads(options.threads);
  }

  Report run(State& state);

 private:
  Status step(State& state, const State& from, double t, bool is_last);
  /// The load step from the converged state `from` to time t over the saddles between, where a column buckles or a fold snaps.
  Status snap(State& state, const State& from, double t);
  /// Sets the loads of time t and the rotation to be held.
  void aim_at(State& state, double t);
  /// A load step has come to `reached` at time t.
  void arrive(State& state, State& reached, double t);
  Evaluation evaluate(const State& state, Residual& r);
  /// Moves `state` by the largest tried fraction of the increment that is admissible and, unless the potential `may_rise`,
  /// lowers it enough; `r` becomes the residual there. The fraction is 0 if none is admissible.
  double search(State& state, const NewtonDirection& d, double slope, bool may_rise, Residual& r);
  /// trial_ = the state after a fraction of the increment.
  void move_trial(const State& state, const NewtonDirection& d, double length);
  /// Goes on with the factor of this iteration as long as that pays; whether the residual came down to `goal`.
  bool correct(State& state, Residual& r, double goal);
  /// Whether the forces at `state`, where no tangent has been made yet, balance but for their rounding.
  bool is_balanced(const State& state, Residual& r);
  bool is_done(bool is_last, double length, double work, const Residual& r) const;
  /// Work of the residual over the part of the direction that is no multiplier.
  double slope_of(const NewtonDirection& d, const Residual& r) const {
    return d.unknowns.dot(r.unknowns) + d.internal.dot(r.internal) - multiplier_work(d, r);
  }
  /// The same of the part that is.
  double multiplier_work(const NewtonDirection& d, const Residual& r) const {
    return d.internal.cwiseProduct(is_multiplier_).dot(r.internal);
  }
  /// `to` with the multipliers (pressures, the unknown moment) that this iteration led to from `from`.
  const State& with_multipliers(const State& to, const State& from, const NewtonDirection& d) {
    held_ = to;
    held_.internal += is_multiplier_.cwiseProduct(from.internal + d.internal - to.internal);
    if (target_.rotation)
      held_.load[unknown_load()] = from.load[unknown_load()] + d.moment;
    return held_;
  }
  void share_threads() {
    if (progress_.threads)
      finder_.use_threads(progress_.threads());
  }
  void tell(double t, const Residual& r, double work, double length);
  int unknown_load() const { return target_.rotation ? model_.moments()[target_.rotation->moment].load : -1; }

  const Model& model_;
  const Target& target_;
  const SolveOptions& options_;
  const Progress& progress_;
  Assembly& work_;
  ResidualMeasure measure_;
  DirectionFinder finder_;
  Eigen::VectorXd is_multiplier_;
  int most_corrections_;
  State trial_, held_;
  Residual corrected_;
  Eigen::VectorXd start_load_;
  double start_angle_ = 0, present_angle_target_ = 0;
  double largest_work_ = 0;  ///< of the iterations so far, N mm
  Report report_;
};

void NewtonSolver::aim_at(State& state, double t) {
  for (Eigen::Index k = 0; k < state.load.size(); ++k) {
    if (k != unknown_load())
      state.load[k] = start_load_[k] + t * (target_.load[k] - start_load_[k]);
  }
  if (target_.rotation)
    present_angle_target_ = start_angle_ + t * (target_.rotation->angle - start_angle_);
}

Evaluation NewtonSolver::evaluate(const State& state, Residual& r) {
  const Evaluation evaluation = model_.residual(state, work_, r.unknowns);
  r.internal = work_.internal_residual();
  if (target_.rotation) {
    r.constraint = present_angle_target_ - model_.angle(model_.moments()[target_.rotation->moment], state).angle;
  }
  r.energy = model_.energy(state, work_);
  r.relative = measure_.relative_size(state, work_, r);
  return evaluation;
}

void NewtonSolver::move_trial(const State& state, const NewtonDirection& d, double length) {
  trial_ = state;
  model_.dofs().advance(model_.mesh().nodes, length * d.unknowns, trial_);
  if (!model_.turning_groups().empty()) {
    const ArcCorrection arcs = arc_correction(model_.turning_groups(), model_.mesh().nodes, state, length * d.nodes);
    model_.dofs().shift(arcs.nodes, arcs.bodies, trial_);
  }
  trial_.internal += length * d.internal;
  if (target_.rotation)
    trial_.load[unknown_load()] += length * d.moment;
}

/// With the multipliers of this iteration held, the rest of the direction is the Newton step of one potential. A whole
/// step ends at these multipliers, so that its residual is all that has to be evaluated.
double NewtonSolver::search(State& state, const NewtonDirection& d, double slope, bool may_rise, Residual& r) {
  const double start = r.energy;
  int rises = 0;
  for (double length = 1.0; length >= smallest_fraction; length *= 0.5) {
    move_trial(state, d, length);
    if (length < 1.0 && !may_rise) {
      if (evaluate(with_multipliers(trial_, state, d), r) != Evaluation::ok)
        continue;
      if (r.energy > start + 1e-4 * length * slope && ++rises <= most_rises)
        continue;
    }
    if (evaluate(trial_, r) != Evaluation::ok)
      continue;
    if (length == 1.0 && !may_rise && r.energy > start + 1e-4 * slope && ++rises <= most_rises)
      continue;
    std::swap(state, trial_);
    return length;
  }
  return 0.0;
}

/// A residual and a back-substitution instead of a tangent and its factorization, as long as their rate of convergence
/// promises that few are left. What they gain on the way is kept.
bool NewtonSolver::correct(State& state, Residual& r, double goal) {
  while (r.relative > goal) {
    move_trial(state, finder_.find_again(state, r), 1.0);
    if (evaluate(trial_, corrected_) != Evaluation::ok)
      return false;
    const double rate = corrected_.relative / r.relative;
    if (corrected_.relative > goal && !(rate <= too_much))
      return false;
    std::swap(state, trial_);
    std::swap(r, corrected_);
    if (r.relative * std::pow(rate, most_corrections_) > goal)
      return false;
  }
  return true;
}

bool NewtonSolver::is_balanced(const State& state, Residual& r) {
  if (r.relative > options_.tolerance && r.relative <= near_balance) {
    share_threads();
    if (finder_.estimate_rounding(state, measure_))
      evaluate(state, r);
  }
  return r.relative <= options_.tolerance;
}

bool NewtonSolver::is_done(bool is_last, double length, double work, const Residual& r) const {
  // The work falls quadratically: an iteration with next to none left leaves a state that is right to rounding, even
  // where rounding of stiff elements keeps the residual from falling any further.
  const bool is_at_rest = length == 1.0 && work <= work_tolerance * largest_work_ && r.relative <= 1e-5;
  // A step on the way need only be good enough to start the next one from.
  const bool is_near = !is_last && work <= 1e-5 * largest_work_ && r.relative <= options_.on_the_way;
  return r.relative <= options_.tolerance || is_at_rest || is_near;
}

/// One load step to time t, starting at the converged state `from`. `state` is the result if converged.
Status NewtonSolver::step(State& state, const State& from, double t, bool is_last) {
  state = from;
  aim_at(state, t);
  std::vector<double> driven;
  for (const auto& d : model_.dofs().driven())
    driven.push_back(d.scale * (state.load[d.load] - from.load[d.load]));
  bool is_driving = std::any_of(driven.begin(), driven.end(), [](double x) { return x != 0; });

  Residual r;
  if (evaluate(state, r) != Evaluation::ok)
    return Status::inverted_element;
  if (options_.starts_stable && is_last && !is_driving && is_balanced(state, r))
    return Status::converged;
  const double first_residual = r.relative;
  bool is_stable = true;
  int saddles = 0;

  // Restarting costs more than the few iterations that are left.
  const auto may_go_on = [&](int i) {
    return i < options_.max_iterations || (r.relative <= options_.on_the_way && i < options_.max_iterations + 4);
  };
  for (int i = 0; may_go_on(i); ++i) {
    if (progress_.stop.stop_requested())
      return Status::cancelled;
    share_threads();
    const auto d = finder_.find(state, r, driven, measure_);
    if (!d)
      return progress_.stop.stop_requested() ? Status::cancelled : Status::unstable;
    const double before = r.relative, of_multipliers = std::abs(multiplier_work(*d, r));
    evaluate(with_multipliers(state, state, *d), r);
    const double slope = slope_of(*d, r);
    // No search while displacements are driven, at the end, or where only the prescribed rotation keeps the model from
    // buckling: there the potential rises, rightly.
    const bool is_small = std::abs(slope) <= 1e-6 * largest_work_ || (target_.rotation && slope >= 0);
    const double length = search(state, *d, slope, is_driving || is_small, r);
    if (length == 0.0 || (is_driving && length < 1.0))
      return Status::inverted_element;

    largest_work_ = std::max(largest_work_, std::abs(slope));
    is_stable = d->is_stable;
    // Further off a tangent says nothing about whether the state that it leads to is stable.
    const bool may_end = is_stable && (!is_last || before <= near_balance);
    bool is_converged = may_end && is_done(is_last, length, std::abs(slope) + of_multipliers, r);
    if (is_stable && !is_converged && length == 1.0 && !is_driving && r.relative < std::min(before, too_far))
      is_converged = correct(state, r, may_end ? options_.tolerance : near_balance) && may_end;

    tell(t, r, std::abs(slope), length);
    if (!std::isfinite(r.relative) || (i > 3 && r.relative > 1e3 * std::max(first_residual, 1e-3)))
      return Status::diverged;
    if (is_converged)
      return Status::converged;
    // Near balance with a tangent that stays indefinite, iterations only creep along a saddle.
    saddles = is_stable || r.relative > options_.on_the_way ? 0 : saddles + 1;
    if (saddles == most_saddles)
      return Status::unstable;
    std::fill(driven.begin(), driven.end(), 0.0);
    is_driving = false;
  }
  return is_stable ? Status::max_iterations : Status::unstable;
}

void NewtonSolver::tell(double t, const Residual& r, double work, double length) {
  report_.history.push_back({report_.increments + report_.cuts, t, r.relative, work, length});
  if (progress_.on_iteration)
    progress_.on_iteration(report_.history.back());
}

/// What is stable beyond a saddle may be far from it. Newton's method has the last word all the same.
Status NewtonSolver::snap(State& state, const State& from, double t) {
  if (!model_.dofs().driven().empty())
    return Status::unstable;
  State there = from;
  aim_at(there, t);
  Descent descent(
      finder_, [this](const State& s, Residual& r) { return evaluate(s, r); },
      [this](const State& s, const NewtonDirection& d, double length) -> const State& {
        move_trial(s, d, length);
        return trial_;
      },
      [this, t](const Residual& r, double work, double length) {
        tell(t, r, work, length);
        share_threads();
      },
      measure_.element_size());
  if (!descent.run(there, unknown_load()))
    return progress_.stop.stop_requested() ? Status::cancelled : Status::unstable;
  return step(state, there, t, true);
}

void NewtonSolver::arrive(State& state, State& reached, double t) {
  std::swap(state, reached);
  ++report_.increments;
  if (progress_.on_increment)
    progress_.on_increment(state, t);
}

Report NewtonSolver::run(State& state) {
  start_load_ = state.load;
  if (target_.rotation)
    start_angle_ = model_.angle(model_.moments()[target_.rotation->moment], state).angle;

  double done = 0, length = options_.first_step;
  bool is_loose = true;
  const bool may_snap = options_.smallest_step <= over_a_saddle;
  const State start = state;
  State trial;
  while (done < 1.0) {
    const double t = 1.0 - done < 1.05 * length ? 1.0 : done + length;
    const std::size_t before = report_.history.size();
    const Status status = step(trial, state, t, t == 1.0 || !is_loose);
    if (status == Status::converged) {
      const auto iterations = report_.history.size() - before;
      length = t - done;
      done = t;
      arrive(state, trial, done);
      if (iterations <= 5)
        length *= 2;
      if (iterations >= 9)
        length *= 0.6;
      continue;
    }
    length = 0.4 * (t - done);
    ++report_.cuts;
    if (is_loose && status != Status::cancelled) {
      // Near a limit, steps taken loosely may have gone past it. From here on each is a state in its own right.
      is_loose = false;
      if (done > 0 && step(trial, state, done, true) == Status::converged) {
        std::swap(state, trial);
      } else if (done > 0) {
        state = start;
        done = 0;
      }
    }
    if (status != Status::cancelled && length >= options_.smallest_step)
      continue;
    const double over = std::min(1.0, done + over_a_saddle);
    report_.status = status;
    // Beyond a fold that has not been gone over an increment turns elements inside out, whatever its length.
    if (may_snap && (status == Status::unstable || status == Status::inverted_element)) {
      const Status beyond = snap(trial, state, over);
      if (beyond == Status::converged || beyond == Status::cancelled)
        report_.status = beyond;
    }
    if (!report_.converged()) {
      report_.reached = done;
      return report_;
    }
    ++report_.saddles;
    length = over - done;
    done = over;
    arrive(state, trial, done);
  }
  return report_;
}

}  // namespace

Report solve(const Model& model, State& state, const Target& target, const SolveOptions& options,
             const Progress& progress) {
  Workspace workspace(model, options.threads);
  return solve(workspace, state, target, options, progress);
}

Report solve(Workspace& workspace, State& state, const Target& target, const SolveOptions& options,
             const Progress& progress) {
  return NewtonSolver(workspace, target, options, progress).run(state);
}

}  // namespace spondyl::fem
