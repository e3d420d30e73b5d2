// A spine brought to its neutral state and loaded from there, as study does it, for tests that need single solves.

#pragma once

#include <catch2/catch.hpp>
#include <memory>
#include <optional>

#include "fem/newton.hpp"
#include "spine/measure.hpp"

namespace spondyl::test {

/// Settled under the pre-strain of its ligaments and the follower load (N), the neutral pose marked.
struct NeutralSpine {
  std::unique_ptr<const spine::SpineModel> model;
  fem::State state;
};

inline NeutralSpine neutral_spine(const spine::SpineSpec& spec, double follower, int threads = 1,
                                  spine::Fidelity fidelity = spine::Fidelity::elastic_bone) {
  NeutralSpine out{spine::make_spine_model(spec, fidelity), {}};
  out.state = out.model->model->initial_state();
  fem::Target target{out.state.load, {}};
  target.load[out.model->follower_load] = follower;
  const fem::Report report = fem::solve(*out.model->model, out.state, target, {.threads = threads});
  REQUIRE(fem::name(report.status) == "converged");
  fem::mark_neutral(out.state);
  return out;
}

struct SolvedSpine {
  fem::State state;
  spine::SpineMeasures measures;
};

/// Either a moment (N mm, in the direction) or the total rotation (rad) is given.
inline SolvedSpine turned(const NeutralSpine& spine, const spine::Direction& direction, double moment,
                          const std::optional<double>& rotation = {}, int threads = 1) {
  SolvedSpine out{spine.state, {}};
  fem::Target target{spine.state.load, {}};
  const std::size_t number = spine.model->moment(direction.axis);
  if (rotation) {
    target.rotation = fem::Target::Rotation{number, direction.sign * *rotation};
  } else {
    target.load[spine.model->model->moments()[number].load] = direction.sign * moment;
  }
  const fem::Report report = fem::solve(*spine.model->model, out.state, target, {.threads = threads});
  REQUIRE(fem::name(report.status) == "converged");
  out.measures = spine::measure(*spine.model, spine.state, out.state, direction);
  return out;
}

inline spine::SpineSpec fused(spine::SpineSpec spec, int first, int last) {
  for (int level = first; level <= last; ++level)
    spec.disc(spine::Level{level}).fill = spine::DiscFill::bone_graft;
  return spec;
}

}  // namespace spondyl::test
