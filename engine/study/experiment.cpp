// How the solves depend on one another (o: operated, once for each plan):
//
//   build intact -+-> neutral, settled -> cases of load and displacement control -+
//                 |                                                               +-> hybrid cases o
//                 +-> build o -> neutral o, settled o -> other cases o            |
//                                     +-------------------------------------------+
//
// A case that holds a rotation starts at the load control case of the same spine, where that is solved too: a third of
// the iterations, and the same answer, since nothing here depends on the path.
//
// Models are built one after the other and never at the same time: METIS draws from the one random generator of the
// process, and the elimination order (hence the last bits) would depend on who came first.

#include "study/experiment.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "core/units.hpp"
#include "study/solve_tasks.hpp"
#include "surgery/operate.hpp"
#include "surgery/sagittal_shape.hpp"

namespace spondyl::study {
namespace {

bool applies(Protocol protocol, LoadCase load_case) {
  return protocol == Protocol::load_control || is_rotation(load_case);
}

double follower_amplitude(const core::ParameterTable& parameters, LoadCase load_case) {
  switch (load_case) {
    case LoadCase::compression:
      return parameters.value("load.compression_N");
    case LoadCase::standing:
      return parameters.value("load.standing_N");
    default:
      return parameters.value("load.follower_N");
  }
}

class Runner {
 public:
  Runner(const Experiment& experiment, const ExperimentProgress& progress)
      : experiment_(experiment), tasks_(progress) {}

  std::optional<ExperimentResult> run(int threads) {
    result_.states.resize(1 + experiment_.plans.size());
    hidden_.resize(result_.states.size());
    lordosis_change_.resize(result_.states.size());
    const spine::SpineSpec intact = spine::make_specification(experiment_.parameters, experiment_.resolution);
    prepare(0, "intact", {intact, {}});
    std::size_t built = add_build(0, intact, {});
    const auto intact_cases = add_cases(0, built, {});
    for (std::size_t s = 1; s < result_.states.size(); ++s) {
      const Plan& plan = experiment_.plans[s - 1];
      const surgery::Operated operated =
          surgery::operate(intact, plan.operations, surgery::make_conditions(experiment_.parameters, plan.healing));
      prepare(s, plan.name, operated);
      lordosis_change_[s] = surgery::lordosis_change(operated.spec);
      built = add_build(s, operated.spec, {built});
      add_cases(s, built, intact_cases);
    }
    if (!tasks_.run(threads))
      return std::nullopt;
    share_intact_hybrid();
    return std::move(result_);
  }

 private:
  // A hybrid case of the intact spine is its load control case; where only hybrid is asked for it is solved all the same
  // and kept here.
  struct Hidden {
    std::vector<CaseResult> load_control;
  };
  using CaseTasks = std::array<std::optional<std::size_t>, load_case_names.size()>;

  bool wants(Protocol protocol) const {
    const auto& all = experiment_.loads.protocols;
    return std::find(all.begin(), all.end(), protocol) != all.end();
  }

  void prepare(std::size_t s, std::string name, const surgery::Operated& operated) {
    StateResult& state = result_.states[s];
    state.name = std::move(name);
    state.operations = operated.record;
    const auto& cases = experiment_.loads.cases;
    if (std::any_of(cases.begin(), cases.end(), is_rotation))
      state.neutral.push_back({"neutral", {}, {}});
    if (!std::all_of(cases.begin(), cases.end(), is_rotation))
      state.neutral.push_back({"settled", {}, {}});
    for (const Protocol protocol : experiment_.loads.protocols) {
      for (const LoadCase load_case : cases) {
        if (applies(protocol, load_case))
          state.cases.push_back({load_case, protocol, {}, 0, 0, 0, {}, {}, {}});
      }
    }
    if (s == 0 && wants(Protocol::hybrid) && !wants(Protocol::load_control)) {
      for (const LoadCase load_case : cases)
        hidden_[s].load_control.push_back({load_case, Protocol::load_control, {}, 0, 0, 0, {}, {}, {}});
    }
  }

  std::size_t add_build(std::size_t s, const spine::SpineSpec& spec, std::vector<std::size_t> after) {
    return tasks_.add(
        "build " + result_.states[s].name,
        [this, s, spec](const std::string&) -> const fem::Report* {
          result_.states[s].spine = spine::make_spine_model(spec, experiment_.fidelity);
          return nullptr;
        },
        std::move(after));
  }

  /// Tasks of one state; those of its load control cases are returned. `intact` are the same of the intact spine.
  CaseTasks add_cases(std::size_t s, std::size_t built, const std::optional<CaseTasks>& intact) {
    StateResult& state = result_.states[s];
    std::array<std::size_t, 2> neutral_task{};
    for (NeutralResult& neutral : state.neutral) {
      const bool is_loaded = neutral.name == "neutral";
      neutral_task[is_loaded ? 0 : 1] = tasks_.add(state.name + " " + std::string(neutral.name),
                                                   [this, &state, &neutral, is_loaded](const std::string& task) {
                                                     return settle(state, neutral, is_loaded, task);
                                                   },
                                                   {built});
    }
    CaseTasks tasks{};
    const auto add_case = [&](CaseResult& result) {
      if (s == 0 && result.protocol == Protocol::hybrid)
        return;
      std::vector<std::size_t> after{neutral_task[is_rotation(result.load_case) ? 0 : 1]};
      if (result.protocol == Protocol::hybrid)
        after.push_back(intact.value()[static_cast<std::size_t>(result.load_case)].value());
      const auto& load_control = tasks[static_cast<std::size_t>(result.load_case)];
      if (load_control)
        after.push_back(*load_control);
      const std::size_t task = tasks_.add(
          state.name + " " + std::string(name(result.protocol)) + " " + std::string(name(result.load_case)),
          [this, s, &result, is_ahead = load_control.has_value()](const std::string& title) {
            return solve(s, result, is_ahead, title);
          },
          std::move(after));
      if (result.protocol == Protocol::load_control)
        tasks[static_cast<std::size_t>(result.load_case)] = task;
    };
    for (CaseResult& result : hidden_[s].load_control)
      add_case(result);
    for (const bool is_load_control : {true, false}) {
      for (CaseResult& result : state.cases) {
        if ((result.protocol == Protocol::load_control) == is_load_control)
          add_case(result);
      }
    }
    return tasks;
  }

  const fem::Report* settle(const StateResult& state, NeutralResult& neutral, bool is_loaded,
                            const std::string& title) {
    neutral.state = state.spine->model->initial_state();
    fem::Target target{neutral.state.load, {}};
    if (is_loaded)
      target.load[state.spine->follower_load] = experiment_.parameters.value("load.follower_N");
    neutral.report = tasks_.solve(*state.spine->model, neutral.state, target, title);
    fem::mark_neutral(neutral.state);
    return &neutral.report;
  }

  const NeutralResult& neutral_of(const StateResult& state, LoadCase load_case) const {
    const std::string_view wanted = is_rotation(load_case) ? "neutral" : "settled";
    return *std::find_if(state.neutral.begin(), state.neutral.end(),
                         [&](const NeutralResult& neutral) { return neutral.name == wanted; });
  }

  /// The rotation that a case prescribes, in its direction (rad); nothing if it prescribes none.
  /// A person stands with the lordosis of before: what cages took of it or added the mobile levels make up for.
  std::optional<double> held_rotation(std::size_t s, const CaseResult& result) const {
    if (result.load_case == LoadCase::standing)
      return standing_extension(experiment_.parameters) - lordosis_change_[s];
    switch (result.protocol) {
      case Protocol::load_control:
        return std::nullopt;
      case Protocol::hybrid:
        return intact_load_control(result.load_case).measures.total_rotation;
      case Protocol::displacement_control:
        return experiment_.loads.rotation_rad.value();
    }
    return std::nullopt;
  }

  const CaseResult& intact_load_control(LoadCase load_case) const {
    if (const CaseResult* shown = result_.states[0].find(load_case, Protocol::load_control))
      return *shown;
    const auto& hidden = hidden_[0].load_control;
    return *std::find_if(hidden.begin(), hidden.end(), [&](const CaseResult& c) { return c.load_case == load_case; });
  }

  /// Starts at the load control case of the same spine if that `is_ahead` and converged: it is most of the way.
  const fem::Report* solve(std::size_t s, CaseResult& result, bool is_ahead, const std::string& title) {
    const StateResult& state = result_.states[s];
    const NeutralResult& neutral = neutral_of(state, result.load_case);
    const CaseResult* ahead = is_ahead ? state.find(result.load_case, Protocol::load_control) : nullptr;
    result.state = ahead && ahead->converged() ? ahead->state : neutral.state;
    if (!neutral.report.converged() ||
        (result.protocol == Protocol::hybrid && !intact_load_control(result.load_case).converged()))
      return nullptr;

    const spine::SpineModel& spine = *state.spine;
    const spine::Direction sense = direction(result.load_case);
    const std::size_t moment = spine.moment(sense.axis);
    const int amplitude = spine.model->moments()[moment].load;
    fem::Target target{neutral.state.load, {}};
    target.load[spine.follower_load] = follower_amplitude(experiment_.parameters, result.load_case);
    if (const auto held = held_rotation(s, result)) {
      target.rotation = {moment, sense.sign * *held};
    } else if (is_rotation(result.load_case)) {
      target.load[amplitude] = sense.sign * core::newton_millimeters(experiment_.parameters.value("load.moment_Nm"));
    }
    result.report = tasks_.solve(*spine.model, result.state, target, title);
    result.moment = sense.sign * result.state.load[amplitude];
    result.follower_load = result.state.load[spine.follower_load];
    if (result.converged()) {
      result.equilibrium_error = spine::equilibrium_error(spine, result.state);
      result.measures = spine::measure(spine, neutral.state, result.state, sense);
      if (!spine.spec.implants.empty())
        result.implants = spine::measure_implants(spine, result.state);
    }
    return &*result.report;
  }

  void share_intact_hybrid() {
    for (CaseResult& result : result_.states[0].cases) {
      if (result.protocol != Protocol::hybrid)
        continue;
      result = intact_load_control(result.load_case);
      result.protocol = Protocol::hybrid;
    }
  }

  const Experiment& experiment_;
  ExperimentResult result_;
  std::vector<Hidden> hidden_;
  std::vector<double> lordosis_change_;  ///< of each state, rad
  SolveTasks tasks_;
};

}  // namespace

spine::Direction direction(LoadCase load_case) {
  switch (load_case) {
    case LoadCase::extension:
    case LoadCase::standing:
      return {spine::Axis::flexion, -1};
    case LoadCase::lateral_bending_left:
      return {spine::Axis::lateral, -1};
    case LoadCase::lateral_bending_right:
      return {spine::Axis::lateral, 1};
    case LoadCase::axial_rotation_left:
      return {spine::Axis::axial, 1};
    case LoadCase::axial_rotation_right:
      return {spine::Axis::axial, -1};
    case LoadCase::flexion:
    case LoadCase::compression:
      break;
  }
  return {spine::Axis::flexion, 1};
}

double standing_extension(const core::ParameterTable& parameters) {
  return core::radians(parameters.value("load.standing_extension_deg"));
}

std::vector<Plan> own_plans(const Scene& scene) {
  if (scene.operations.empty())
    return {};
  return {{"operated", scene.operations, scene.healing}};
}

Experiment experiment_of(const Scene& scene, const core::ParameterTable& declared) {
  return {with_overrides(declared, scene.parameters), scene.resolution, own_plans(scene), scene.loads};
}

const CaseResult* StateResult::find(LoadCase load_case, Protocol protocol) const {
  const auto found = std::find_if(cases.begin(), cases.end(), [&](const CaseResult& c) {
    return c.load_case == load_case && c.protocol == protocol;
  });
  return found == cases.end() ? nullptr : &*found;
}

const StateResult* ExperimentResult::find(std::string_view state) const {
  const auto found = std::find_if(states.begin(), states.end(), [&](const StateResult& s) { return s.name == state; });
  return found == states.end() ? nullptr : &*found;
}

bool ExperimentResult::converged() const {
  return std::all_of(states.begin(), states.end(), [](const StateResult& state) {
    return std::all_of(state.cases.begin(), state.cases.end(), [](const CaseResult& c) { return c.converged(); });
  });
}

std::optional<ExperimentResult> run(const Experiment& experiment, int threads, const ExperimentProgress& progress) {
  return Runner(experiment, progress).run(threads);
}

}  // namespace spondyl::study
