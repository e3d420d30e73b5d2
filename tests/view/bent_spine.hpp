// Spines to draw without a solve: real models, vertebrae turned by hand, discs strained as that strains them.
#pragma once

#include <Eigen/Geometry>
#include <memory>

#include "core/units.hpp"
#include "shipped_parameters.hpp"
#include "study/comparison.hpp"
#include "study/experiment.hpp"
#include "surgery/operate.hpp"
#include "view/answerer.hpp"
#include "view/prepared_answer.hpp"

namespace spondyl::test {

/// Forward about the origin, L1 by `degrees`, what lies lower by less; implants go along.
inline fem::State bent(const spine::SpineModel& spine, double degrees) {
  fem::State state = spine.model->initial_state();
  const auto turn = [&](double rank) {
    return Eigen::AngleAxisd(core::radians(degrees) * (1 - rank / (spine::n_vertebrae - 1)), Eigen::Vector3d::UnitY());
  };
  for (std::size_t n = 0; n < spine.rank.size(); ++n) {
    const Eigen::Vector3d& x = spine.model->mesh().nodes[n];
    state.node(static_cast<int>(n)) = turn(spine.rank[n]) * x - x;
  }
  const auto carry = [&](int body, double rank) {
    fem::Pose& pose = state.bodies[static_cast<std::size_t>(body)];
    pose.rotation = turn(rank);
    pose.center = turn(rank) * pose.center;
  };
  carry(spine.grip, 0);
  for (const spine::Ranked& body : spine.implants.bodies)
    carry(body.index, body.rank);
  return state;
}

/// Intact, and L4-L5 fused by TLIF from the left; flexion under both protocols, measured as if it had been solved.
inline std::shared_ptr<const study::ExperimentResult> bent_result() {
  static const auto result = [] {
    auto out = std::make_shared<study::ExperimentResult>();
    surgery::Fusion tlif{{spine::Level{3}}, surgery::Approach::tlif, surgery::Sides::left};
    for (const bool is_operated : {false, true}) {
      const auto spec = spine::make_specification(shipped_parameters(), spine::Resolution::interactive);
      const auto operated =
          is_operated ? surgery::operate(spec, surgery::Operation(tlif), surgery::make_conditions(shipped_parameters()))
                      : surgery::Operated{spec, {}};
      study::StateResult state;
      state.name = is_operated ? "operated" : "intact";
      state.operations = operated.record;
      state.spine = spine::make_spine_model(operated.spec);
      const fem::State neutral = state.spine->model->initial_state();
      state.neutral.push_back({"neutral", {}, neutral});
      for (const study::Protocol protocol : {study::Protocol::load_control, study::Protocol::hybrid}) {
        study::CaseResult c{study::LoadCase::flexion, protocol, fem::Report{}, 7500, 400, {}, {}, {}};
        c.state = bent(*state.spine, is_operated && protocol == study::Protocol::load_control ? 16 : 20);
        c.measures = spine::measure(*state.spine, neutral, c.state, study::direction(c.load_case));
        c.implants = spine::measure_implants(*state.spine, c.state);
        state.cases.push_back(std::move(c));
      }
      out->states.push_back(std::move(state));
    }
    return out;
  }();
  return result;
}

inline std::shared_ptr<const view::Specimen> bent_specimen(bool is_operated) {
  static const view::PreparedAnswer answer = view::Preparation(1).prepare(bent_result());
  return answer.specimens[is_operated ? 1 : 0][1];  // hybrid
}

/// With the kept plan too, which bends two degrees less far than the operated spine.
inline std::shared_ptr<const study::ExperimentResult> bent_result_of_two_plans(const std::string& kept) {
  auto out = std::make_shared<study::ExperimentResult>(*bent_result());
  study::StateResult state = out->states.back();
  state.name = kept;
  for (study::CaseResult& c : state.cases) {
    c.state = bent(*state.spine, c.protocol == study::Protocol::load_control ? 14 : 18);
    c.measures = spine::measure(*state.spine, state.neutral.front().state, c.state, study::direction(c.load_case));
  }
  out->states.insert(out->states.begin() + 1, std::move(state));
  return out;
}

/// Answers at once, with the bent spines whatever the plan is; the intact one alone where nothing is planned.
class BentAnswerer final : public view::Answerer {
 public:
  void answer(const study::Experiment& experiment, const std::stop_token&,
              const std::function<void(view::Answer)>& publish,
              const std::function<void(const view::SolverNews&)>&) override {
    if (experiment.plans.size() == 2)
      return publish({bent_result_of_two_plans(experiment.plans.front().name), true});
    if (!experiment.plans.empty())
      return publish({bent_result(), true});
    static const auto intact = [] {
      auto out = std::make_shared<study::ExperimentResult>();
      out->states.push_back(bent_result()->states.front());
      return out;
    }();
    publish({intact, true});
  }
};

}  // namespace spondyl::test
