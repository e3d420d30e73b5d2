#include "study/calibration_model.hpp"

#include <algorithm>
#include <memory>

#include "core/units.hpp"
#include "spine/measure.hpp"
#include "study/solve_tasks.hpp"

namespace spondyl::study {
namespace {

constexpr std::size_t n_known = 2;  // the accepted candidate and the one on trial

/// Heights of the settled discs against the imaged ones, front and back of each, mm.
Eigen::VectorXd height_errors(const spine::SpineModel& spine, const fem::State& stress_free,
                              const fem::State& settled) {
  Eigen::VectorXd out(2 * spine::n_levels);
  const spine::SpineMeasures measures = spine::measure(spine, stress_free, settled, {});
  for (const spine::Level level : spine::all_levels) {
    const spine::DiscSpec& disc = spine.spec.disc(level);
    out[2 * level.index] = measures[level].height_change_anterior - disc.settling_anterior * disc.height_anterior;
    out[2 * level.index + 1] =
        measures[level].height_change_posterior - disc.settling_posterior * disc.height_posterior;
  }
  return out;
}

/// The direction that stands for a row.
LoadCase solved_case(const ValidationRow& row) { return row.load.motion->cases.front().value(); }

}  // namespace

/// The solves of one list of candidates.
class CalibrationModel::Batch {
 public:
  Batch(const CalibrationModel& model, const std::vector<Eigen::VectorXd>& candidates, const Solved* near)
      : model_(model), near_(near), tasks_(model.progress_) {
    for (const Eigen::VectorXd& candidate : candidates)
      solved_.push_back({candidate, {}, {}, model.loads(), {}});
  }

  /// False when stopped.
  bool run() {
    std::vector<std::size_t> built;
    for (std::size_t k = 0; k < solved_.size(); ++k)
      built = {add(k, built)};
    return tasks_.run(model_.threads_);
  }

  std::vector<Solved>& solved() { return solved_; }

 private:
  std::size_t add(std::size_t k, const std::vector<std::size_t>& after) {
    Solved& solved = solved_[k];
    const auto spine = std::make_shared<std::unique_ptr<const spine::SpineModel>>();
    const std::string title = "candidate " + std::to_string(k + 1) + " of " + std::to_string(solved_.size());
    const std::size_t built = tasks_.add(
        title,
        [this, spine, &solved](const std::string&) -> const fem::Report* {
          *spine = spine::make_spine_model(spine::make_specification(
              turned(model_.published_, model_.plan_.knobs, solved.candidate), model_.resolution_));
          return nullptr;
        },
        after);
    const std::size_t settled = tasks_.add(title + ", settled",
                                           [this, spine, &solved](const std::string& name) {
                                             settle(**spine, solved, name);
                                             return &solved.report;
                                           },
                                           {built});
    for (std::size_t l = 0; l < solved.loaded.size(); ++l) {
      tasks_.add(title + ", " + std::string(name(solved.loaded[l].load_case)),
                 [this, spine, &solved, l](const std::string& name) -> const fem::Report* {
                   if (!solved.settled)
                     return nullptr;
                   turn(**spine, solved, l, name);
                   return &solved.loaded[l].report;
                 },
                 {settled});
    }
    return built;
  }

  /// From the known state if there is one, else (or where that fails) from `cold`.
  std::optional<fem::State> solve(const spine::SpineModel& spine, const std::optional<fem::State>& warm,
                                  const fem::State& cold, const fem::Target& target, const std::string& name,
                                  fem::Report& report) {
    if (warm) {
      fem::State state = *warm;
      report = tasks_.solve(*spine.model, state, target, name);
      if (report.converged())
        return state;
    }
    fem::State state = cold;
    report = tasks_.solve(*spine.model, state, target, name);
    return report.converged() ? std::optional(std::move(state)) : std::nullopt;
  }

  void settle(const spine::SpineModel& spine, Solved& solved, const std::string& name) {
    const fem::State cold = spine.model->initial_state();
    const std::optional<fem::State> warm = near_ ? near_->settled : std::nullopt;
    solved.settled = solve(spine, warm, cold, {cold.load, {}}, name, solved.report);
    if (!solved.settled)
      return;
    solved.height_errors = height_errors(spine, cold, *solved.settled);
    fem::mark_neutral(*solved.settled);
  }

  void turn(const spine::SpineModel& spine, Solved& solved, std::size_t l, const std::string& name) {
    Loaded& loaded = solved.loaded[l];
    const spine::Direction sense = direction(loaded.load_case);
    const fem::State& settled = *solved.settled;
    fem::Target target{settled.load, {}};
    target.load[spine.model->moments()[spine.moment(sense.axis)].load] =
        sense.sign * core::newton_millimeters(loaded.moment_Nm);
    std::optional<fem::State> warm = near_ ? near_->loaded[l].state : std::nullopt;
    if (warm) {
      for (std::size_t b = 0; b < warm->bodies.size(); ++b)
        warm->bodies[b].neutral = settled.bodies[b].neutral;
    }
    loaded.state = solve(spine, warm, settled, target, name, loaded.report);
    if (!loaded.state)
      return;
    for (const spine::Level level : spine::all_levels) {
      const Eigen::Vector3d rotation = relative_rotation(spine, settled, *loaded.state, level);
      loaded.rotations.push_back(sense.sign * rotation[static_cast<Eigen::Index>(sense.axis)]);
    }
  }

  const CalibrationModel& model_;
  const Solved* near_;
  SolveTasks tasks_;
  std::vector<Solved> solved_;
};

CalibrationModel::CalibrationModel(const core::ParameterTable& published, const CalibrationPlan& plan,
                                   std::vector<ValidationRow> rows, spine::Resolution resolution, int threads,
                                   const ExperimentProgress& progress)
    : published_(published),
      plan_(plan),
      rows_(std::move(rows)),
      resolution_(resolution),
      threads_(threads),
      progress_(progress) {}

std::vector<std::optional<Eigen::VectorXd>> CalibrationModel::answers(const std::vector<Eigen::VectorXd>& candidates,
                                                                      const Eigen::VectorXd* near) {
  Batch batch(*this, candidates, near ? find(*near) : nullptr);
  if (!batch.run())
    return {};
  std::vector<std::optional<Eigen::VectorXd>> out;
  for (const Solved& solved : batch.solved())
    out.push_back(answers_of(solved));
  if (candidates.size() == 1 && out.front()) {
    // The accepted candidate is asked for last before each trial: it stays, the trial before goes.
    if (near) {
      std::erase_if(known_, [&](const Solved& solved) { return solved.candidate != *near; });
    }
    known_.push_back(std::move(batch.solved().front()));
    if (known_.size() > n_known)
      known_.pop_front();
  }
  return out;
}

Eigen::VectorXd CalibrationModel::residuals(const Eigen::VectorXd& answers, const Eigen::VectorXd& candidate) const {
  Eigen::VectorXd out(answers.size() + candidate.size());
  const auto n_rows = static_cast<Eigen::Index>(rows_.size());
  for (Eigen::Index k = 0; k < n_rows; ++k)
    out[k] = (answers[k] - rows_[static_cast<std::size_t>(k)].published.centre.value()) / plan_.deviation_deg;
  out.segment(n_rows, answers.size() - n_rows) = answers.tail(answers.size() - n_rows) / plan_.deviation_mm;
  out.tail(candidate.size()) = candidate;
  return out;
}

std::vector<CalibrationModel::Loaded> CalibrationModel::loads() const {
  std::vector<Loaded> out;
  for (const ValidationRow& row : rows_) {
    const LoadCase load_case = solved_case(row);
    if (std::none_of(out.begin(), out.end(),
                     [&](const Loaded& l) { return l.load_case == load_case && l.moment_Nm == row.load.moment_Nm; }))
      out.push_back({load_case, row.load.moment_Nm, {}, {}, {}});
  }
  return out;
}

const CalibrationModel::Solved* CalibrationModel::find(const Eigen::VectorXd& candidate) const {
  const auto found =
      std::find_if(known_.begin(), known_.end(), [&](const Solved& solved) { return solved.candidate == candidate; });
  return found == known_.end() ? nullptr : &*found;
}

std::optional<Eigen::VectorXd> CalibrationModel::answers_of(const Solved& solved) const {
  if (!solved.settled)
    return std::nullopt;
  Eigen::VectorXd out(static_cast<Eigen::Index>(rows_.size()) + solved.height_errors.size());
  out.tail(solved.height_errors.size()) = solved.height_errors;
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    const ValidationRow& row = rows_[r];
    const auto loaded = std::find_if(solved.loaded.begin(), solved.loaded.end(), [&](const Loaded& l) {
      return l.load_case == solved_case(row) && l.moment_Nm == row.load.moment_Nm;
    });
    if (!loaded->state)
      return std::nullopt;
    out[static_cast<Eigen::Index>(r)] =
        core::degrees(loaded->rotations[static_cast<std::size_t>(row.levels.first.index)]);
  }
  return out;
}

}  // namespace spondyl::study
