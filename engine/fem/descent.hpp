// From a state that is not stable downhill in the potential, over its saddles, to one that is.
#pragma once

#include <functional>
#include <utility>

#include "fem/newton_direction.hpp"

namespace spondyl::fem {

class Descent {
 public:
  /// What is out of balance at a state.
  using Evaluate = std::function<Evaluation(const State&, Residual&)>;
  /// The state after a fraction of an increment.
  using Move = std::function<const State&(const State&, const NewtonDirection&, double)>;
  /// Told after every step: what is left, the work of the whole increment, the fraction of it that was taken.
  using Told = std::function<void(const Residual&, double work, double length)>;

  /// `radius`: what no node may move beyond in the first step, and a tenth of that in any other, mm.
  Descent(DirectionFinder& finder, Evaluate evaluate, Move move, Told told, double radius)
      : finder_(finder),
        evaluate_(std::move(evaluate)),
        move_(std::move(move)),
        told_(std::move(told)),
        radius_(0.1 * radius),
        most_radius_(radius) {}

  /// Moves `state` with its loads held; where a rotation is held, with a spring between its angle and the one it is to have,
  /// whose moment is left in the state as that of `moment`. Whether it came to a stable state.
  bool run(State& state, int moment);

 private:
  /// Brings the internal parameters into balance with the displacements; whether they have one.
  bool relax(State& state, Residual& r);
  /// Moves `state` and `r` along `d` until the potential is lower; the fraction, 0 if it is not to be had.
  double search(State& state, Residual& r, const DownhillDirection& d);
  double potential(const Residual& r) const { return r.energy + 0.5 * finder_.penalty() * r.constraint * r.constraint; }

  DirectionFinder& finder_;
  Evaluate evaluate_;
  Move move_;
  Told told_;
  double radius_, most_radius_;
};

}  // namespace spondyl::fem
