#include "fem/newton_direction.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "fem/krylov_space.hpp"
#include "fem/turned_frame.hpp"

namespace spondyl::fem {

namespace {

constexpr int most_directions = 80;  // of a Krylov space

}  // namespace

void DirectionFinder::use_threads(int threads) {
  work_.use_threads(threads);
  cholesky_.use_threads(work_.threads());
}

/// On the way a tangent may lose positive definiteness that the solution has; without initial stress it keeps it.
std::optional<NewtonDirection> DirectionFinder::find(const State& state, const Residual& r,
                                                     const std::vector<double>& driven, ResidualMeasure& measure) {
  std::optional<NewtonDirection> direction;
  if (estimate_rounding(state, measure))
    direction = solve(state, r, driven);
  if (!direction && !stop_.stop_requested()) {
    work_.set_initial_stress(false);
    if (model_.tangent(state, work_, condensed_) == Evaluation::ok)
      direction = solve(state, r, driven);
    work_.set_initial_stress(true);
    if (direction)
      direction->is_stable = false;
  }
  return direction;
}

bool DirectionFinder::estimate_rounding(const State& state, ResidualMeasure& measure) {
  if (model_.tangent(state, work_, condensed_) != Evaluation::ok)
    return false;
  measure.estimate_rounding(state, work_);
  return true;
}

std::optional<NewtonDirection> DirectionFinder::solve(const State& state, const Residual& r,
                                                      const std::vector<double>& driven) {
  Eigen::VectorXd rhs = -condensed_;
  if (rotation_) {
    penalty_ = enough_penalty();
    add_penalty(angle_gradient(state));
  }
  impose_driven(driven, rhs);
  if (!cholesky_.factorize(work_.matrix(), stop_))
    return std::nullopt;
  made_at_ = state;
  NewtonDirection d;
  cholesky_.solve(rhs, d.unknowns);
  if (rotation_) {
    const Eigen::VectorXd g = angle_gradient(state);
    cholesky_.solve(g, response_);
    hold_rotation(r, g, response_, d);
  }
  work_.node_increment(state, d.unknowns, d.nodes);
  work_.recover(d.nodes, d.internal);
  if (!d.unknowns.allFinite() || !d.internal.allFinite())
    return std::nullopt;
  return d;
}

/// What condensing takes from the forces has the directions of the recovery, hence those of the factor, already.
NewtonDirection DirectionFinder::find_again(const State& state, const Residual& r) {
  const TurnedFrame frame(model_, made_at_, state);
  model_.condense(state, work_, condensed_);
  Eigen::VectorXd rhs = -frame.back(r.unknowns) - (condensed_ - r.unknowns);
  for (const auto& d : model_.dofs().driven())
    rhs[d.equation] = 0;
  NewtonDirection d;
  cholesky_.solve(rhs, d.unknowns);
  d.unknowns = frame.forward(d.unknowns);
  if (rotation_)
    hold_rotation(r, angle_gradient(state), frame.forward(response_), d);
  work_.node_increment(state, d.unknowns, d.nodes);
  work_.recover(frame.nodes_back(d.nodes), d.internal);
  return d;
}

/// Bordered system [K -g; g' 0]: the moment that brings the angle to its target belongs to the same iteration. With
/// K + s g g' for K the solution is the same but for s times the prescribed change in the multiplier.
void DirectionFinder::hold_rotation(const Residual& r, const Eigen::VectorXd& g, const Eigen::VectorXd& response,
                                    NewtonDirection& d) const {
  const double multiplier = (r.constraint - g.dot(d.unknowns)) / g.dot(response);
  d.unknowns += multiplier * response;
  d.moment = multiplier - penalty_ * r.constraint;
}

std::optional<DownhillDirection> DirectionFinder::find_downhill(const State& state, const Residual& r, double at_rest,
                                                                double radius) {
  const Eigen::VectorXd g = rotation_ ? angle_gradient(state) : Eigen::VectorXd();
  if (!assemble(state, g, true))
    return std::nullopt;
  Eigen::VectorXd gradient = condensed_;
  if (rotation_)
    gradient -= penalty_ * r.constraint * g;
  NewtonDirection d;
  d.is_stable = cholesky_.factorize(work_.matrix(), stop_);
  if (d.is_stable)
    cholesky_.solve(-gradient, d.unknowns);
  else
    d.unknowns = leave_saddle(state, g, gradient, at_rest);
  if (d.unknowns.size() == 0 || !d.unknowns.allFinite())
    return std::nullopt;
  work_.node_increment(state, d.unknowns, d.nodes);
  const double fraction = std::min(1.0, radius / std::max(d.nodes.lpNorm<Eigen::Infinity>(), radius));
  d.unknowns *= fraction;
  d.nodes *= fraction;
  work_.recover(d.nodes, d.internal);
  return DownhillDirection{d, gradient.dot(d.unknowns)};
}

std::optional<Eigen::VectorXd> DirectionFinder::find_internal(const State& state) {
  Eigen::VectorXd increment;
  if (model_.tangent(state, work_, condensed_) != Evaluation::ok)
    return std::nullopt;
  work_.recover(Eigen::VectorXd::Zero(state.displacement.size()), increment);
  return increment;
}

/// The tangent with the spring of a held rotation.
bool DirectionFinder::assemble(const State& state, const Eigen::VectorXd& angle_gradient, bool has_initial_stress) {
  work_.set_initial_stress(has_initial_stress);
  const Evaluation evaluation = model_.tangent(state, work_, condensed_);
  work_.set_initial_stress(true);
  if (rotation_)
    add_penalty(angle_gradient);
  return evaluation == Evaluation::ok;
}

/// At a saddle itself nothing pulls: there the softest mode is looked for from forces that no mode is orthogonal to, and
/// it goes where its largest part is positive.
Eigen::VectorXd DirectionFinder::leave_saddle(const State& state, const Eigen::VectorXd& angle_gradient,
                                              const Eigen::VectorXd& gradient, double at_rest) {
  if (!assemble(state, angle_gradient, false) || !cholesky_.factorize(work_.matrix(), stop_) ||
      !assemble(state, angle_gradient, true))
    return {};
  const auto stiffness = [&](const Eigen::VectorXd& x) -> Eigen::VectorXd {
    return work_.matrix().selfadjointView<Eigen::Lower>() * x;
  };
  const auto stand_in_inverse = [&](const Eigen::VectorXd& f) {
    Eigen::VectorXd x = Eigen::VectorXd::Zero(f.size());  // ends the space
    if (!stop_.stop_requested())
      cholesky_.solve(f, x);
    return x;
  };
  Eigen::VectorXd d = KrylovSpace(stiffness, stand_in_inverse, -gradient, most_directions).downhill();
  if (-gradient.dot(d) > at_rest)
    return d;
  Eigen::VectorXd start = gradient;
  for (Eigen::Index i = 0; i < start.size(); ++i)
    start[i] = std::cos(static_cast<double>(i * i));
  d = KrylovSpace(stiffness, stand_in_inverse, start, most_directions).softest();
  Eigen::Index largest;
  d.cwiseAbs().maxCoeff(&largest);
  return d[largest] < 0 ? Eigen::VectorXd(-d) : d;
}

/// Moves the columns of driven unknowns to the right-hand side and pins them to their increment.
void DirectionFinder::impose_driven(const std::vector<double>& driven, Eigen::VectorXd& rhs) {
  if (model_.dofs().driven().empty())
    return;
  std::vector<char> is_driven(static_cast<std::size_t>(rhs.size()), 0);
  Eigen::VectorXd value = Eigen::VectorXd::Zero(rhs.size());
  for (std::size_t k = 0; k < driven.size(); ++k) {
    const int e = model_.dofs().driven()[k].equation;
    is_driven[static_cast<std::size_t>(e)] = 1;
    value[e] = driven[k];
  }
  Tangent& a = work_.matrix();
  for (int c = 0; c < a.cols(); ++c) {
    for (Tangent::InnerIterator entry(a, c); entry; ++entry) {
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
  for (std::size_t k = 0; k < driven.size(); ++k) {
    const int e = model_.dofs().driven()[k].equation;
    rhs[e] = a.coeff(e, e) * value[e];
  }
}

/// Derivative of the prescribed angle with respect to all unknowns.
Eigen::VectorXd DirectionFinder::angle_gradient(const State& state) const {
  const Moment& m = moment();
  const Vector3 gradient = model_.angle(m, state).gradient;
  Eigen::VectorXd g = Eigen::VectorXd::Zero(model_.dofs().n_equations());
  for (int k = 0; k < 3; ++k) {
    if (const int e = model_.dofs().body_equation(m.body, k + 3); e >= 0)
      g[e] = gradient[k];
  }
  return g;
}

/// s with which K + s g g' is positive definite also where only the prescribed rotation keeps the model from snapping
/// through or buckling: more than a negative diagonal takes away.
double DirectionFinder::enough_penalty() const {
  double s = 0;
  for (int i = 3; i < 6; ++i) {
    if (const int e = model_.dofs().body_equation(moment().body, i); e >= 0)
      s = std::max(s, 4 * std::abs(work_.matrix().coeff(e, e)));
  }
  return s;
}

/// Adds s g g' to the tangent.
void DirectionFinder::add_penalty(const Eigen::VectorXd& g) {
  Tangent& k = work_.matrix();
  for (int i = 3; i < 6; ++i) {
    for (int j = 3; j < 6; ++j) {
      const int a = model_.dofs().body_equation(moment().body, i), b = model_.dofs().body_equation(moment().body, j);
      if (b >= 0 && a >= b)
        k.coeffRef(a, b) += penalty_ * g[a] * g[b];
    }
  }
}

}  // namespace spondyl::fem
