// What was solved before, found again by its content: models by their specification and fidelity, solutions by model and
// aim. A bounded number of both is kept, the most recently used; of a model that is forgotten only the last solution of
// each title. What is found exactly is the answer; what is only alike
// is where a solve starts.
#pragma once

#include <Eigen/Core>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "study/experiment.hpp"

namespace spondyl::study {

/// What a solve was to reach on its model.
struct Aim {
  std::optional<double> neutral_follower;  ///< N, of the neutral state it starts from; none: it is one itself
  Eigen::VectorXd load;                    ///< amplitudes; 0 where unknown
  std::optional<std::size_t> moment;       ///< number of the one that holds a rotation
  std::optional<double> rotation;          ///< rad, that is held

  bool operator==(const Aim& other) const {
    return neutral_follower == other.neutral_follower && load.size() == other.load.size() && load == other.load &&
           rotation == other.rotation && moment == other.moment;
  }
};

/// A converged state and what was measured on it; neutral states are not measured.
struct Solution {
  std::string title;  ///< "operated hybrid flexion"
  std::shared_ptr<const spine::SpineModel> spine;
  Aim aim;
  fem::Report report;
  fem::State state;
  spine::SpineMeasures measures;
  spine::ImplantMeasures implants;
};

/// For one run at a time: a run reads what earlier ones kept and keeps its own when it ends, in an order of its own, so
/// that what is found does not depend on the number of threads.
class SolutionCache {
 public:
  explicit SolutionCache(std::size_t max_models = 8, std::size_t max_solutions = 128)
      : max_models_(max_models), max_solutions_(max_solutions) {}

  /// Found or built. Throws as make_spine_model.
  std::shared_ptr<const spine::SpineModel> model(const spine::SpineSpec& spec, spine::Fidelity fidelity);
  /// The solution with this aim on this very model, or null.
  std::shared_ptr<const Solution> find(const spine::SpineModel& spine, const Aim& aim) const;
  /// Where a solve of this title may start: the last ones of the same fidelity and of the other.
  std::vector<std::shared_ptr<const Solution>> alike(const std::string& title, spine::Fidelity fidelity) const;
  /// The last solution of this title on this very model, or null.
  std::shared_ptr<const Solution> latest(const std::string& title, const spine::SpineModel& spine) const;

  /// Makes solutions the most recently used, the last of them the most.
  void keep(std::vector<std::shared_ptr<const Solution>> solutions);

  std::size_t n_models() const { return models_.size(); }
  std::size_t n_solutions() const { return solutions_.size(); }

 private:
  struct Model {
    std::string digest;
    std::shared_ptr<const spine::SpineModel> spine;
  };

  void drop_unreachable();

  std::size_t max_models_, max_solutions_;
  std::deque<Model> models_;                               ///< the most recently used first
  std::deque<std::shared_ptr<const Solution>> solutions_;  ///< likewise
};

/// As run of experiment.hpp, with what earlier runs have left in `cache`: same answers within the tolerance of the solver.
std::optional<ExperimentResult> run(const Experiment& experiment, int threads, const ExperimentProgress& progress,
                                    SolutionCache& cache);

/// Leaves in `cache` where a run of the same with the fidelity `next` can start: the solutions with that of `experiment`, and
/// the intact spine with `next`, which is built while these are solved (one task more). False when stopped.
bool solve_ahead(const Experiment& experiment, spine::Fidelity next, int threads, const ExperimentProgress& progress,
                 SolutionCache& cache);

}  // namespace spondyl::study
