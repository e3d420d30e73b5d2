#include "fem/newton.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "fem/cholesky.hpp"

namespace spondyl::fem {

namespace {

constexpr double work_tolerance = 1e-13;  // of an iteration, relative to the largest so far

/// One solve: work space that lives as long as the load steps do.
class NewtonSolver {
 public:
  NewtonSolver(const Model& model, const Target& target, const SolveOptions& options, const Progress& progress)
      : model_(model),
        target_(target),
        options_(options),
        progress_(progress),
        work_(model.make_assembly(options.threads)),
        cholesky_(work_.matrix(), model.ordering()) {
    measure();
  }

  Report run(State& state);

 private:
  void measure();
  struct Direction {
    Eigen::VectorXd unknowns, internal;
    Eigen::VectorXd nodes;  ///< first-order displacement of every node
    double moment = 0;      ///< increment of the unknown amplitude
  };
  struct Residual {
    Eigen::VectorXd unknowns;
    Eigen::VectorXd internal;
    double constraint = 0;  ///< prescribed minus present angle, rad
    double relative = 0;    ///< size over the sum of forces
  };

  Status step(State& state, const State& from, double t);
  void set_loads(State& state, double t) const;
  void evaluate(const State& state, Evaluation& status, Residual& r);
  double relative_size(const State& state, const Residual& r) const;
  bool find_direction(const State& state, const Residual& r, const Eigen::VectorXd& condensed, Direction& d);
  bool find_stable_direction(const State& state, const Residual& r, Eigen::VectorXd& condensed, Direction& d);
  void impose_driven(Eigen::VectorXd& rhs);
  void estimate_rounding(const State& state);
  Eigen::VectorXd angle_gradient(const State& state) const;
  double add_penalty(const Eigen::VectorXd& g);
  State moved(const State& state, const Direction& d, double length) const;
  double work_of(const Direction& d, const Residual& r) const {
    return d.internal.dot(r.internal) + d.unknowns.dot(r.unknowns);
  }
  /// Work of the residual over the part of the direction that is no multiplier.
  double slope_of(const Direction& d, const Residual& r) const {
    return work_of(d, r) - d.internal.cwiseProduct(is_multiplier_).dot(r.internal);
  }
  /// `to` with the multipliers (pressures, the unknown moment) that this iteration led to from `from`.
  State with_multipliers(State to, const State& from, const Direction& d) const {
    to.internal += is_multiplier_.cwiseProduct(from.internal + d.internal - to.internal);
    if (target_.rotation)
      to.load[unknown_load()] = from.load[unknown_load()] + d.moment;
    return to;
  }
  int unknown_load() const { return target_.rotation ? model_.moments()[target_.rotation->moment].load : -1; }

  const Model& model_;
  const Target& target_;
  const SolveOptions& options_;
  const Progress& progress_;
  Assembly work_;
  Cholesky cholesky_;
  Eigen::VectorXd start_load_;
  double start_angle_ = 0, present_angle_target_ = 0;
  std::vector<double> driven_increment_;
  double element_size_ = 1;        ///< typical, mm
  std::vector<double> body_size_;  ///< largest arm of each body, mm
  double largest_work_ = 0;        ///< of the iterations so far, N mm
  double rounding_ = 0;            ///< of the residual, N
  Eigen::VectorXd is_multiplier_;  ///< 1 for internal parameters that are multipliers, else 0
  Report report_;
};

void NewtonSolver::measure() {
  is_multiplier_.setZero(work_.internal_residual().size());
  for (const auto& term : model_.terms()) {
    const int n = term->internal_per_stencil(), first = n - term->multipliers_per_stencil();
    for (std::size_t s = 0; s < term->stencils().size(); ++s) {
      const auto start = static_cast<Eigen::Index>(term->first_internal() + s * static_cast<std::size_t>(n));
      is_multiplier_.segment(start + first, n - first).setOnes();
    }
  }
  const auto& nodes = model_.mesh().nodes;
  Eigen::AlignedBox3d box;
  for (const Hexahedron& e : model_.mesh().hexahedra) {
    for (int n : e)
      box.extend(nodes[static_cast<std::size_t>(n)]);
  }
  if (!box.isEmpty())
    element_size_ = std::cbrt(box.volume() / double(model_.mesh().hexahedra.size()));
  for (const RigidBody& body : model_.bodies()) {
    double size = element_size_;
    for (int n : body.nodes)
      size = std::max(size, (nodes[static_cast<std::size_t>(n)] - body.center).norm());
    body_size_.push_back(size);
  }
}

void NewtonSolver::set_loads(State& state, double t) const {
  for (Eigen::Index k = 0; k < state.load.size(); ++k) {
    if (k != unknown_load())
      state.load[k] = start_load_[k] + t * (target_.load[k] - start_load_[k]);
  }
}

void NewtonSolver::evaluate(const State& state, Evaluation& status, Residual& r) {
  status = model_.residual(state, work_, r.unknowns);
  r.internal = work_.internal_residual();
  if (target_.rotation) {
    r.constraint = present_angle_target_ - model_.angle(model_.moments()[target_.rotation->moment], state).angle;
  }
  r.relative = relative_size(state, r);
}

/// Driven unknowns carry a reaction, not a residual. Moments on bodies count as forces at the body's longest arm; the sum
/// of forces before they cancel sets the scale.
double NewtonSolver::relative_size(const State& state, const Residual& r) const {
  const DofMap& dofs = model_.dofs();
  Eigen::VectorXd free = r.unknowns;
  for (const auto& d : dofs.driven())
    free[d.equation] = 0;
  for (std::size_t b = 0; b < body_size_.size(); ++b) {
    for (int k = 3; k < 6; ++k) {
      if (const int e = dofs.body_equation(static_cast<int>(b), k); e >= 0)
        free[e] /= body_size_[b];
    }
  }
  double scale = std::max(work_.force_scale(), rounding_ / options_.tolerance);
  for (const Moment& m : model_.moments())
    scale = std::max(scale, std::abs(state.load[m.load]) / body_size_[static_cast<std::size_t>(m.body)]);
  const double size = free.norm() + r.internal.norm() / element_size_;
  return std::max(scale > 0 ? size / scale : size, std::abs(r.constraint));
}

/// Rounding of the forces (N), that of the displacement gradient times the stiffness: all that is left of the residual of
/// an unloaded model, which has no forces to compare with.
void NewtonSolver::estimate_rounding(const State& state) {
  const DofMap& dofs = model_.dofs();
  Eigen::VectorXd diagonal = work_.matrix().diagonal();
  for (std::size_t b = 0; b < body_size_.size(); ++b) {
    for (int k = 3; k < 6; ++k) {  // stiffness times arm squared becomes stiffness times arm
      if (const int e = dofs.body_equation(static_cast<int>(b), k); e >= 0)
        diagonal[e] /= body_size_[b];
    }
  }
  constexpr double epsilon = std::numeric_limits<double>::epsilon();
  rounding_ = 8 * epsilon * diagonal.norm() * (element_size_ + state.displacement.lpNorm<Eigen::Infinity>());
}

/// Moves the columns of driven unknowns to the right-hand side and pins them to their increment.
void NewtonSolver::impose_driven(Eigen::VectorXd& rhs) {
  if (model_.dofs().driven().empty())
    return;
  std::vector<char> is_driven(static_cast<std::size_t>(rhs.size()), 0);
  Eigen::VectorXd value = Eigen::VectorXd::Zero(rhs.size());
  for (std::size_t k = 0; k < driven_increment_.size(); ++k) {
    const int e = model_.dofs().driven()[k].equation;
    is_driven[static_cast<std::size_t>(e)] = 1;
    value[e] = driven_increment_[k];
  }
  SparseMatrix& a = work_.matrix();
  for (int c = 0; c < a.cols(); ++c) {
    for (SparseMatrix::InnerIterator entry(a, c); entry; ++entry) {
      const bool row = is_driven[static_cast<std::size_t>(entry.row())],
                 column = is_driven[static_cast<std::size_t>(c)];
      if (!row && !column)
        continue;
      if (entry.row() == c)
        continue;
      if (column && !row)
        rhs[entry.row()] -= entry.value() * value[c];
      if (row && !column)
        rhs[c] -= entry.value() * value[entry.row()];
      entry.valueRef() = 0;
    }
  }
  for (std::size_t k = 0; k < driven_increment_.size(); ++k) {
    const int e = model_.dofs().driven()[k].equation;
    rhs[e] = a.coeff(e, e) * value[e];
  }
}

/// Derivative of the prescribed angle with respect to all unknowns.
Eigen::VectorXd NewtonSolver::angle_gradient(const State& state) const {
  const Moment& m = model_.moments()[target_.rotation->moment];
  const Vector3 gradient = model_.angle(m, state).gradient;
  Eigen::VectorXd g = Eigen::VectorXd::Zero(model_.dofs().n_equations());
  for (int k = 0; k < 3; ++k) {
    if (const int e = model_.dofs().body_equation(m.body, k + 3); e >= 0)
      g[e] = gradient[k];
  }
  return g;
}

/// Adds s g g' to the tangent and returns s: positive definite also where only the prescribed rotation keeps the model
/// from snapping through or buckling.
double NewtonSolver::add_penalty(const Eigen::VectorXd& g) {
  const int body = model_.moments()[target_.rotation->moment].body;
  SparseMatrix& k = work_.matrix();
  std::array<int, 3> equations;
  double s = 0;
  for (int i = 0; i < 3; ++i) {
    const int e = model_.dofs().body_equation(body, i + 3);
    equations[static_cast<std::size_t>(i)] = e;
    if (e >= 0)
      s = std::max(s, 4 * std::abs(k.coeff(e, e)));  // more than a negative diagonal takes away
  }
  for (int a : equations) {
    for (int b : equations) {
      if (b >= 0 && a >= b)
        k.coeffRef(a, b) += s * g[a] * g[b];
    }
  }
  return s;
}

bool NewtonSolver::find_direction(const State& state, const Residual& r, const Eigen::VectorXd& condensed,
                                  Direction& d) {
  Eigen::VectorXd rhs = -condensed, g;
  double penalty = 0;
  if (target_.rotation) {
    g = angle_gradient(state);
    penalty = add_penalty(g);
  }
  impose_driven(rhs);
  if (!cholesky_.factorize(work_.matrix()))
    return false;
  cholesky_.solve(rhs, d.unknowns);
  d.moment = 0;
  if (target_.rotation) {
    // Bordered system [K -g; g' 0]: the moment that brings the angle to its target belongs to the same iteration. With
    // K + s g g' for K the solution is the same but for s times the prescribed change in the multiplier.
    Eigen::VectorXd response;
    cholesky_.solve(g, response);
    const double multiplier = (r.constraint - g.dot(d.unknowns)) / g.dot(response);
    d.unknowns += multiplier * response;
    d.moment = multiplier - penalty * r.constraint;
  }
  work_.node_increment(state, d.unknowns, d.nodes);
  work_.recover(d.nodes, d.internal);
  return d.unknowns.allFinite() && d.internal.allFinite();
}

/// On the way a tangent may lose positive definiteness that the solution has; without initial stress it keeps it.
bool NewtonSolver::find_stable_direction(const State& state, const Residual& r, Eigen::VectorXd& condensed,
                                         Direction& d) {
  work_.set_initial_stress(false);
  const bool is_found =
      model_.tangent(state, work_, condensed) == Evaluation::ok && find_direction(state, r, condensed, d);
  work_.set_initial_stress(true);
  return is_found;
}

State NewtonSolver::moved(const State& state, const Direction& d, double length) const {
  State to = state;
  model_.dofs().advance(model_.mesh().nodes, length * d.unknowns, to);
  if (!model_.turning_groups().empty()) {
    const ArcCorrection arcs = arc_correction(model_.turning_groups(), model_.mesh().nodes, state, length * d.nodes);
    model_.dofs().shift(arcs.nodes, arcs.bodies, to);
  }
  to.internal += length * d.internal;
  if (target_.rotation)
    to.load[unknown_load()] += length * d.moment;
  return to;
}

/// One load step to time t, starting at the converged state `from`. `state` is the result if converged.
Status NewtonSolver::step(State& state, const State& from, double t) {
  state = from;
  set_loads(state, t);
  driven_increment_.clear();
  for (const auto& d : model_.dofs().driven()) {
    driven_increment_.push_back(d.scale * (state.load[d.load] - from.load[d.load]));
  }
  bool is_driving = std::any_of(driven_increment_.begin(), driven_increment_.end(), [](double x) { return x != 0; });
  if (target_.rotation)
    present_angle_target_ = start_angle_ + t * (target_.rotation->angle - start_angle_);

  Evaluation evaluation{};
  Residual r, trial_residual;
  Direction d;
  Eigen::VectorXd condensed;
  evaluate(state, evaluation, r);
  if (evaluation != Evaluation::ok)
    return Status::inverted_element;
  const double first_residual = r.relative;

  for (int i = 0; i < options_.max_iterations; ++i) {
    if (progress_.stop.stop_requested())
      return Status::cancelled;
    if (model_.tangent(state, work_, condensed) != Evaluation::ok)
      return Status::unstable;
    estimate_rounding(state);
    if (!find_direction(state, r, condensed, d) && !find_stable_direction(state, r, condensed, d))
      return Status::unstable;

    const State full_step = moved(state, d, 1.0);
    double length = 1.0;
    for (const auto& term : model_.terms())
      length = std::min(length, term->admissible_step(state, full_step, options_.threads));
    if (is_driving && length < 1.0)
      return Status::inverted_element;
    if (length == 0.0)
      return Status::inverted_element;

    // With the multipliers of this iteration held, the rest of the direction is the Newton step of one potential; it
    // must fall enough.
    const State base = with_multipliers(state, state, d);
    evaluate(base, evaluation, trial_residual);
    const double slope = slope_of(d, trial_residual);
    // Where only the prescribed rotation keeps the model from buckling the potential rises, rightly.
    const bool is_small = std::abs(slope) <= 1e-6 * largest_work_ || (target_.rotation && slope >= 0);
    const double start_energy = is_driving || is_small ? 0 : model_.energy(base, options_.threads);
    State trial;
    for (int halvings = 0;; ++halvings) {
      trial = moved(state, d, length);
      if (is_driving || is_small || halvings == 6)
        break;
      if (model_.energy(with_multipliers(trial, state, d), options_.threads) <= start_energy + 1e-4 * length * slope)
        break;
      length *= 0.5;
    }
    evaluate(trial, evaluation, trial_residual);
    if (evaluation != Evaluation::ok)
      return Status::inverted_element;

    state = std::move(trial);
    std::swap(r, trial_residual);
    report_.history.push_back({report_.increments + report_.cuts, t, r.relative, std::abs(slope), length});
    if (progress_.on_iteration)
      progress_.on_iteration(report_.history.back());
    if (!std::isfinite(r.relative) || (i > 3 && r.relative > 1e3 * std::max(first_residual, 1e-3)))
      return Status::diverged;
    largest_work_ = std::max(largest_work_, std::abs(slope));
    // The work falls quadratically: an iteration with next to none left leaves a state that is right to rounding, even
    // where rounding of stiff elements keeps the residual from falling any further.
    const bool is_at_rest = length == 1.0 && std::abs(slope) <= work_tolerance * largest_work_ && r.relative <= 1e-5;
    // A step on the way need only be good enough to start the next one from.
    const bool is_near = t < 1.0 && std::abs(slope) <= 1e-5 * largest_work_ && r.relative <= options_.on_the_way;
    if (r.relative <= options_.tolerance || is_at_rest || is_near)
      return Status::converged;
    std::fill(driven_increment_.begin(), driven_increment_.end(), 0.0);
    is_driving = false;
  }
  return Status::max_iterations;
}

Report NewtonSolver::run(State& state) {
  start_load_ = state.load;
  if (target_.rotation)
    start_angle_ = model_.angle(model_.moments()[target_.rotation->moment], state).angle;

  double done = 0, length = options_.first_step;
  State trial;
  while (done < 1.0) {
    const double t = 1.0 - done < 1.05 * length ? 1.0 : done + length;
    const std::size_t before = report_.history.size();
    const Status status = step(trial, state, t);
    if (status == Status::converged) {
      const auto iterations = report_.history.size() - before;
      length = t - done;
      done = t;
      std::swap(state, trial);
      ++report_.increments;
      if (iterations <= 5)
        length *= 2;
      if (iterations >= 9)
        length *= 0.6;
      if (progress_.on_increment)
        progress_.on_increment(state, done);
      continue;
    }
    length = 0.4 * (t - done);
    ++report_.cuts;
    if (status == Status::cancelled || length < options_.smallest_step) {
      report_.status = status;
      report_.reached = done;
      return report_;
    }
  }
  return report_;
}

}  // namespace

Report solve(const Model& model, State& state, const Target& target, const SolveOptions& options,
             const Progress& progress) {
  return NewtonSolver(model, target, options, progress).run(state);
}

}  // namespace spondyl::fem
