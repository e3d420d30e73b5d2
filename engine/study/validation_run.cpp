// For every specimen, in the order of the plan:
//
//   build (after the build before) -> follower load, point by point -> each direction, point by point
//
// Builds follow one another in a fixed order because METIS draws from the one random generator of the process. Models
// and states are let go as soon as the last path of their specimen has ended.

#include "study/validation_run.hpp"

#include <memory>
#include <vector>

#include "core/units.hpp"
#include "study/solve_tasks.hpp"

namespace spondyl::study {
namespace {

struct Neutral {
  fem::Report report;
  fem::State state;
};

/// A specimen while its paths are solved.
struct Bench {
  std::shared_ptr<const spine::SpineModel> spine;
  std::map<double, Neutral> neutral;  // by follower force, N; the settled one at 0
};

double approach(const spine::SpineModel& spine, const fem::State& settled, const fem::State& state, spine::Level at) {
  const spine::Frame& below = spine.alignment.superior_of(lower(at));
  const Eigen::Vector3d middle = 0.5 * (below.origin + spine.alignment.inferior_of(upper(at)).origin);
  const auto gap = [&](const fem::State& s) {
    const spine::RigidMotion up = vertebra_motion(spine, s, upper(at)), low = vertebra_motion(spine, s, lower(at));
    return (low.rotation * below.axes.col(2)).dot(up(middle) - low(middle));
  };
  return gap(settled) - gap(state);
}

class Runner {
 public:
  Runner(const ValidationPlan& plan, const core::ParameterTable& parameters, spine::Resolution resolution,
         const ExperimentProgress& progress)
      : plan_(plan), parameters_(parameters), resolution_(resolution), tasks_(progress) {}

  std::optional<Observations> run(int threads) {
    for (const auto& [path, points] : plan_)
      results_[path];  // all slots before the first task
    std::vector<std::size_t> built;
    for (const auto& [path, points] : plan_) {
      if (!path.direction)
        built = {add_specimen(path, points, built)};
    }
    if (!tasks_.run(threads))
      return std::nullopt;
    return std::move(results_);
  }

 private:
  std::size_t add_specimen(const LoadPath& follower, const std::set<double>& forces,
                           const std::vector<std::size_t>& after) {
    const auto bench = std::make_shared<Bench>();
    bench->neutral[0];
    for (const double force : forces)
      bench->neutral[force];
    const std::size_t built = tasks_.add(
        "build " + describe(follower.specimen),
        [this, bench, specimen = follower.specimen](const std::string&) -> const fem::Report* {
          bench->spine = spine::make_spine_model(make_specimen(specimen, parameters_, resolution_));
          return nullptr;
        },
        after);
    const std::size_t loaded = tasks_.add(describe(follower),
                                          [this, bench, follower, &forces](const std::string& title) {
                                            return load_follower(*bench, forces, results_.at(follower), title);
                                          },
                                          {built});
    for (auto path = plan_.upper_bound(follower); path != plan_.end() && path->first.specimen == follower.specimen;
         ++path) {
      tasks_.add(describe(path->first),
                 [this, bench, path](const std::string& title) {
                   return turn(*bench, path->first, path->second, results_.at(path->first), title);
                 },
                 {loaded});
    }
    return built;
  }

  const fem::Report* load_follower(Bench& bench, const std::set<double>& forces, PathResult& result,
                                   const std::string& title) {
    const spine::SpineModel& spine = *bench.spine;
    fem::State state = spine.model->initial_state();
    for (auto& [force, neutral] : bench.neutral) {
      fem::Target target{state.load, {}};
      target.load[spine.follower_load] = force;
      neutral.report = tasks_.solve(*spine.model, state, target, title);
      neutral.state = state;
      fem::mark_neutral(neutral.state);
      result.report = neutral.report;
      if (!neutral.report.converged()) {
        result.failure = std::string(fem::name(neutral.report.status)) + " at " + core::to_text(force) + " N";
        for (auto& [other, unreached] : bench.neutral) {
          if (other > force)
            unreached.report = neutral.report;
        }
        break;
      }
      if (forces.contains(force))
        result.points[force] = observe(bench, bench.neutral.at(0).state, state, {});
    }
    return &result.report;
  }

  const fem::Report* turn(Bench& bench, const LoadPath& path, const std::set<double>& moments, PathResult& result,
                          const std::string& title) {
    const Neutral& neutral = bench.neutral.at(path.follower_N);
    if (!neutral.report.converged()) {
      result.failure = "no neutral state under " + core::to_text(path.follower_N) + " N";
      return nullptr;
    }
    const spine::SpineModel& spine = *bench.spine;
    const spine::Direction sense = direction(*path.direction);
    const int amplitude = spine.model->moments()[spine.moment(sense.axis)].load;
    fem::State state = neutral.state;
    for (const double moment : moments) {
      fem::Target target{state.load, {}};
      if (path.direction == LoadCase::standing)
        target.rotation = {spine.moment(sense.axis), sense.sign * standing_extension(parameters_)};
      else
        target.load[amplitude] = sense.sign * core::newton_millimeters(moment);
      result.report = tasks_.solve(*spine.model, state, target, title);
      if (!result.report.converged()) {
        result.failure = std::string(fem::name(result.report.status)) + " at " + core::to_text(moment) + " Nm";
        break;
      }
      result.points[moment] = observe(bench, neutral.state, state, sense);
    }
    return &result.report;
  }

  Observation observe(const Bench& bench, const fem::State& neutral, const fem::State& state,
                      const spine::Direction& sense) const {
    Observation out{spine::measure(*bench.spine, neutral, state, sense), {}};
    for (const spine::Level level : spine::all_levels)
      out.axial_displacement[static_cast<std::size_t>(level.index)] =
          approach(*bench.spine, bench.neutral.at(0).state, state, level);
    return out;
  }

  const ValidationPlan& plan_;
  const core::ParameterTable& parameters_;
  spine::Resolution resolution_;
  SolveTasks tasks_;
  Observations results_;
};

}  // namespace

std::optional<Observations> run(const ValidationPlan& plan, const core::ParameterTable& parameters,
                                spine::Resolution resolution, int threads, const ExperimentProgress& progress) {
  return Runner(plan, parameters, resolution, progress).run(threads);
}

}  // namespace spondyl::study
