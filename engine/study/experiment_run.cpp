// How the solves depend on one another (o: operated, once for each plan):
//
//   build intact -+-> neutral, settled -> cases of load and displacement control -+
//                 |                                                               +-> hybrid cases o
//                 +-> build o -> neutral o, settled o -> other cases o            |
//                                     +-------------------------------------------+
//
// Where all this is only to leave starts for a run with other bone, the intact spine of that one is built second, and of the
// operated spines nothing is measured.
//
// A case that holds a rotation starts at the load control case of the same spine, where that is solved too: a third of
// the iterations, and the same answer, since nothing here depends on the path.
//
// Models are built one after the other and never at the same time: METIS draws from the one random generator of the
// process, and the elimination order (hence the last bits) would depend on who came first.

#include <algorithm>
#include <array>
#include <utility>

#include "core/units.hpp"
#include "study/solution_cache.hpp"
#include "study/solve_tasks.hpp"
#include "study/spine_solves.hpp"
#include "surgery/operate.hpp"
#include "surgery/sagittal_shape.hpp"

namespace spondyl::study {
namespace {

constexpr double tolerance_of_a_start = 1e-5;  // of the solver; a start need not be an answer

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
  /// `cache` may be null: then everything is built and solved from the neutral states. `next`: see solve_ahead.
  Runner(const Experiment& experiment, const ExperimentProgress& progress, SolutionCache* cache,
         std::optional<spine::Fidelity> next = {})
      : experiment_(experiment),
        cache_(cache),
        next_(next),
        tasks_(progress),
        solves_(tasks_, cache, next ? tolerance_of_a_start : fem::SolveOptions().tolerance) {}

  std::optional<ExperimentResult> run(int threads) {
    result_.states.resize(1 + experiment_.plans.size());
    hidden_.resize(result_.states.size());
    lordosis_change_.resize(result_.states.size());
    const spine::SpineSpec intact = spine::make_specification(experiment_.parameters, experiment_.resolution);
    prepare(0, "intact", {intact, {}});
    std::size_t built = add_build(0, intact, {});
    const std::size_t intact_built = built;
    if (next_)
      built = add_build_ahead(intact, built);
    const auto intact_cases = add_cases(0, intact_built, {});
    for (std::size_t s = 1; s < result_.states.size(); ++s) {
      const Plan& plan = experiment_.plans[s - 1];
      const surgery::Operated operated =
          surgery::operate(intact, plan.operations, surgery::make_conditions(experiment_.parameters, plan.healing));
      prepare(s, plan.name, operated);
      lordosis_change_[s] = surgery::lordosis_change(operated.spec);
      built = add_build(s, operated.spec, {built});
      add_cases(s, built, intact_cases);
    }
    const bool is_complete = tasks_.run(threads);
    if (cache_)
      keep_solutions();
    if (!is_complete)
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
  struct CaseTask {
    std::size_t number;
    const CaseResult* result;
  };
  using CaseTasks = std::array<std::optional<CaseTask>, load_case_names.size()>;

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
          state.cases.push_back({load_case, protocol, {}, 0, 0, {}, {}, {}});
      }
    }
    if (s == 0 && wants(Protocol::hybrid) && !wants(Protocol::load_control)) {
      for (const LoadCase load_case : cases)
        hidden_[s].load_control.push_back({load_case, Protocol::load_control, {}, 0, 0, {}, {}, {}});
    }
  }

  static std::string title_of(const StateResult& state, const NeutralResult& neutral) {
    return state.name + " " + std::string(neutral.name);
  }
  static std::string title_of(const StateResult& state, Protocol protocol, LoadCase load_case) {
    return state.name + " " + std::string(name(protocol)) + " " + std::string(name(load_case));
  }
  static std::string title_of(const StateResult& state, const CaseResult& result) {
    return title_of(state, result.protocol, result.load_case);
  }

  std::size_t add_build(std::size_t s, const spine::SpineSpec& spec, std::vector<std::size_t> after) {
    return tasks_.add(
        "build " + result_.states[s].name,
        [this, s, spec](const std::string&) -> const fem::Report* {
          solves_.release_workspaces();
          result_.states[s].spine =
              cache_ ? cache_->model(spec, experiment_.fidelity) : spine::make_spine_model(spec, experiment_.fidelity);
          return nullptr;
        },
        std::move(after));
  }

  /// The intact spine of the next run, found in the cache then.
  std::size_t add_build_ahead(const spine::SpineSpec& spec, std::size_t after) {
    return tasks_.add("build intact with " + std::string(spine::name(*next_)),
                      [this, spec](const std::string&) -> const fem::Report* {
                        cache_->model(spec, *next_);
                        return nullptr;
                      },
                      {after});
  }

  /// What a case has before it: whether the load control case of the same spine is solved, and the one of the same protocol
  /// to the other side, if any.
  struct Past {
    bool has_load_control;
    const CaseResult* opposite;
  };

  /// Tasks of one state; those of its load control cases are returned. `intact` are the same of the intact spine.
  CaseTasks add_cases(std::size_t s, std::size_t built, const std::optional<CaseTasks>& intact) {
    StateResult& state = result_.states[s];
    std::array<std::size_t, 2> neutral_task{};
    for (NeutralResult& neutral : state.neutral) {
      neutral_task[neutral.name == "neutral" ? 0 : 1] = tasks_.add(
          title_of(state, neutral),
          [this, &state, &neutral](const std::string& title) { return settle(state, neutral, title); }, {built});
    }
    std::array<CaseTasks, protocol_names.size()> tasks{};
    const auto add_case = [&](CaseResult& result) {
      if (s == 0 && result.protocol == Protocol::hybrid)
        return;
      const auto load_case = static_cast<std::size_t>(result.load_case);
      std::vector<std::size_t> after{neutral_task[is_rotation(result.load_case) ? 0 : 1]};
      if (result.protocol == Protocol::hybrid)
        after.push_back(intact.value()[load_case].value().number);
      const auto& load_control = tasks[static_cast<std::size_t>(Protocol::load_control)][load_case];
      if (load_control)
        after.push_back(load_control->number);
      CaseTasks& alike = tasks[static_cast<std::size_t>(result.protocol)];
      const auto opposite = opposite_side(result.load_case);
      const auto mirrored = cache_ && opposite ? alike[static_cast<std::size_t>(*opposite)] : std::nullopt;
      if (mirrored)
        after.push_back(mirrored->number);
      const Past past{load_control.has_value(), mirrored ? mirrored->result : nullptr};
      const std::size_t task = tasks_.add(
          title_of(state, result),
          [this, s, &result, past](const std::string& title) { return solve(s, result, past, title); },
          std::move(after));
      alike[load_case] = {task, &result};
    };
    for (CaseResult& result : hidden_[s].load_control)
      add_case(result);
    for (const bool is_load_control : {true, false}) {
      for (CaseResult& result : state.cases) {
        if ((result.protocol == Protocol::load_control) == is_load_control)
          add_case(result);
      }
    }
    return tasks[static_cast<std::size_t>(Protocol::load_control)];
  }

  fem::Target target_of(const StateResult& state, const NeutralResult& neutral) const {
    fem::Target target{Eigen::VectorXd::Zero(std::ssize(state.spine->model->loads())), {}};
    if (neutral.name == "neutral")
      target.load[state.spine->follower_load] = experiment_.parameters.value("load.follower_N");
    return target;
  }

  const fem::Report* settle(const StateResult& state, NeutralResult& neutral, const std::string& title) {
    const fem::Target target = target_of(state, neutral);
    if (const auto known = cache_ ? cache_->find(*state.spine, aim_of(state, neutral)) : nullptr) {
      neutral.state = known->state;
      neutral.report = known->report;
      return &neutral.report;
    }
    neutral.state = state.spine->model->initial_state();
    neutral.report = solves_.bring(neutral.state, {*state.spine, target, title, {"", 0}});
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

  /// The last of what the cache has to the other side, under whatever loads.
  std::shared_ptr<const Solution> earlier_opposite(const StateResult& state, const CaseResult& result) const {
    const auto side = opposite_side(result.load_case);
    return cache_ && side ? cache_->latest(title_of(state, result.protocol, *side), *state.spine) : nullptr;
  }

  /// Starts at the load control case of the same spine if there is one and it converged: it is most of the way.
  const fem::Report* solve(std::size_t s, CaseResult& result, const Past& past, const std::string& title) {
    const StateResult& state = result_.states[s];
    const NeutralResult& neutral = neutral_of(state, result.load_case);
    const CaseResult* ahead = past.has_load_control ? state.find(result.load_case, Protocol::load_control) : nullptr;
    if (ahead && !ahead->converged())
      ahead = nullptr;
    result.state = ahead ? ahead->state : neutral.state;
    if (!neutral.report.converged() ||
        (result.protocol == Protocol::hybrid && !intact_load_control(result.load_case).converged()))
      return nullptr;

    const spine::SpineModel& spine = *state.spine;
    const spine::Direction sense = direction(result.load_case);
    const auto known = cache_ ? cache_->find(spine, aim_of(s, result)) : nullptr;
    if (known) {
      result.state = known->state;
      result.report = known->report;
    } else {
      const SpineSolve::Origin origin = ahead ? SpineSolve::Origin{title_of(state, *ahead), ahead->report->saddles}
                                              : SpineSolve::Origin{title_of(state, neutral), neutral.report.saddles};
      const auto earlier = past.opposite ? nullptr : earlier_opposite(state, result);
      SpineSolve::Opposite opposite;
      if (past.opposite && past.opposite->converged())
        opposite = {&past.opposite->state, past.opposite->report->saddles};
      if (earlier)
        opposite = {&earlier->state, earlier->report.saddles};
      result.report = solves_.bring(result.state, {spine, target_of(s, result), title, origin, opposite});
    }
    result.moment = sense.sign * result.state.load[spine.model->moments()[spine.moment(sense.axis)].load];
    result.follower_load = result.state.load[spine.follower_load];
    if (known) {
      result.measures = known->measures;
      result.implants = known->implants;
    } else if (result.converged() && (!next_ || s == 0)) {
      result.measures = spine::measure(spine, neutral.state, result.state, sense, tasks_.threads_of_a_task());
      if (!spine.spec.implants.empty())
        result.implants = spine::measure_implants(spine, result.state);
    }
    return &*result.report;
  }

  fem::Target target_of(std::size_t s, const CaseResult& result) const {
    const StateResult& state = result_.states[s];
    const spine::SpineModel& spine = *state.spine;
    const spine::Direction sense = direction(result.load_case);
    const std::size_t moment = spine.moment(sense.axis);
    fem::Target target = target_of(state, neutral_of(state, result.load_case));
    target.load[spine.follower_load] = follower_amplitude(experiment_.parameters, result.load_case);
    if (const auto held = held_rotation(s, result)) {
      target.rotation = {moment, sense.sign * *held};
    } else if (is_rotation(result.load_case)) {
      target.load[spine.model->moments()[moment].load] =
          sense.sign * core::newton_millimeters(experiment_.parameters.value("load.moment_Nm"));
    }
    return target;
  }

  Aim aim_of(const StateResult& state, const NeutralResult& neutral) const {
    return {std::nullopt, target_of(state, neutral).load, std::nullopt, std::nullopt};
  }

  Aim aim_of(std::size_t s, const CaseResult& result) const {
    const StateResult& state = result_.states[s];
    const fem::Target target = target_of(s, result);
    Aim aim;
    aim.neutral_follower = target_of(state, neutral_of(state, result.load_case)).load[state.spine->follower_load];
    aim.load = target.load;
    if (target.rotation) {
      aim.moment = target.rotation->moment;
      aim.rotation = target.rotation->angle;
    }
    return aim;
  }

  /// Neutral states first, the cases of the last plan last.
  void keep_solutions() {
    std::vector<std::shared_ptr<const Solution>> kept;
    for (std::size_t s = 0; s < result_.states.size(); ++s) {
      const StateResult& state = result_.states[s];
      for (const NeutralResult& neutral : state.neutral) {
        if (neutral.state.displacement.size() > 0 && neutral.report.converged()) {
          kept.push_back(std::make_shared<Solution>(Solution{
              title_of(state, neutral), state.spine, aim_of(state, neutral), neutral.report, neutral.state, {}, {}}));
        }
      }
      for (const auto* cases : {&std::as_const(hidden_[s].load_control), &state.cases}) {
        for (const CaseResult& result : *cases) {
          if (result.converged()) {
            kept.push_back(
                std::make_shared<Solution>(Solution{title_of(state, result), state.spine, aim_of(s, result),
                                                    *result.report, result.state, result.measures, result.implants}));
          }
        }
      }
    }
    cache_->keep(std::move(kept));
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
  SolutionCache* cache_;
  std::optional<spine::Fidelity> next_;
  ExperimentResult result_;
  std::vector<Hidden> hidden_;
  std::vector<double> lordosis_change_;  ///< of each state, rad
  SolveTasks tasks_;
  SpineSolves solves_;
};

}  // namespace

std::optional<ExperimentResult> run(const Experiment& experiment, int threads, const ExperimentProgress& progress) {
  return Runner(experiment, progress, nullptr).run(threads);
}

std::optional<ExperimentResult> run(const Experiment& experiment, int threads, const ExperimentProgress& progress,
                                    SolutionCache& cache) {
  return Runner(experiment, progress, &cache).run(threads);
}

bool solve_ahead(const Experiment& experiment, spine::Fidelity next, int threads, const ExperimentProgress& progress,
                 SolutionCache& cache) {
  return Runner(experiment, progress, &cache, next).run(threads).has_value();
}

}  // namespace spondyl::study
