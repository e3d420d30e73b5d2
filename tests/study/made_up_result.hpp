// A result without a solve: real models, states moved by hand, every case said to have converged.

#pragma once

#include "shipped_parameters.hpp"
#include "study/experiment.hpp"
#include "surgery/operate.hpp"

namespace spondyl::test {

inline study::Experiment fusion_experiment() {
  study::Experiment experiment{shipped_parameters(), spine::Resolution::interactive, {}, {}};
  experiment.plans = {{"operated", {surgery::Fusion{{spine::Level{3}}}}, {}}};
  experiment.loads.cases = {study::LoadCase::flexion, study::LoadCase::axial_rotation_left};
  return experiment;
}

/// Levels turn by 1, 2, … degrees in the intact spine and by a quarter more in the operated one, the fused one by
/// nothing; discs carry 0.1 MPa, 0.2 MPa, … and as much more.
inline study::ExperimentResult made_up_result() {
  const study::Experiment experiment = fusion_experiment();
  study::ExperimentResult result;
  for (const bool is_operated : {false, true}) {
    spine::SpineSpec spec = spine::make_specification(experiment.parameters, experiment.resolution);
    study::StateResult state;
    state.name = is_operated ? "operated" : "intact";
    if (is_operated) {
      auto operated = surgery::operate(std::move(spec), experiment.plans.front().operations, {});
      spec = std::move(operated.spec);
      state.operations = std::move(operated.record);
    }
    state.spine = spine::make_spine_model(spec);
    const fem::State unloaded = state.spine->model->initial_state();
    state.neutral.push_back({"neutral", {}, unloaded});
    for (const study::Protocol protocol : experiment.loads.protocols) {
      for (const study::LoadCase load_case : experiment.loads.cases) {
        study::CaseResult c{load_case, protocol, fem::Report{}, 7500, 400, {}, {}, unloaded};
        c.report->history.push_back({0, 1.0, 1e-10, 0.5, 1.0});
        c.measures = spine::measure(*state.spine, unloaded, unloaded, study::direction(load_case));
        c.measures.equilibrium_error = 1e-12;
        const double factor = is_operated ? 1.25 : 1.0;
        for (const spine::Level level : spine::all_levels) {
          spine::LevelMeasures& m = c.measures.levels[static_cast<std::size_t>(level.index)];
          const bool is_fused = is_operated && level.index == 3;
          m.rotation = is_fused ? 0 : factor * (level.index + 1) * 3.14159265358979323846 / 180;
          if (m.intradiscal_pressure)
            m.intradiscal_pressure = factor * 0.1 * (level.index + 1);
          if (m.annulus_stress)
            m.annulus_stress = factor * (level.index + 1);
        }
        c.measures.total_rotation = 15 * 3.14159265358979323846 / 180;
        state.cases.push_back(std::move(c));
      }
    }
    result.states.push_back(std::move(state));
  }
  return result;
}

}  // namespace spondyl::test
