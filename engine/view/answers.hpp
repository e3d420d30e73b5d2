// Answers to the scene as it is now: asked for when it changes, kept for undo, said to be stale while a newer one is
// solved.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/parameter.hpp"
#include "view/shelf.hpp"
#include "view/worker.hpp"

namespace spondyl::view {

/// The experiment that a window needs of a scene: its plan under one load case, with all protocols that apply. `kept`: the
/// plan to be solved beside it, before it; may be null.
study::Experiment one_case(const study::Scene& scene, study::LoadCase load_case, const core::ParameterTable& declared,
                           const study::Plan* kept = nullptr);

class Answers {
 public:
  /// See Worker.
  Answers(std::unique_ptr<Answerer> answerer, int subdivisions, std::function<void()> ring)
      : worker_(std::move(answerer), subdivisions, std::move(ring)) {}

  /// Every frame. `key` is of the scene and the load case; `is_possible`: the plan is not refused.
  void want(const std::string& key, bool is_possible, const std::function<study::Experiment()>& experiment);
  /// What is `shown` is on the screen: the better answer may be begun.
  void go_on() { worker_.go_on(); }
  void cancel();
  /// After a cancellation.
  void ask_again() { wanted_.clear(); }

  /// The newest there is; null before the first.
  const std::shared_ptr<const study::ExperimentResult>& shown() const { return shown_.result; }
  /// Of a state and a case of it as numbers among those of `shown`; null where the case did not converge.
  const std::shared_ptr<const Specimen>& specimen(std::size_t state, std::size_t solved) const {
    return shown_.specimens[state][solved];
  }
  /// Counts what was shown: changes exactly when `shown` does.
  long edition() const { return edition_; }
  bool is_stale() const { return shown_key_ != wanted_; }
  /// What is asked for now, and what was when the question of `shown` was: see `want`.
  const std::string& wanted_key() const { return wanted_; }
  const std::string& shown_key() const { return shown_key_; }
  /// False while a better answer to the same question is on its way, or was cancelled.
  bool is_final() const { return is_final_; }
  bool is_cancelled() const { return is_cancelled_; }
  std::optional<SolverNews> news() const { return worker_.news(); }
  const std::string& error() const { return error_; }

 private:
  void show(const std::string& key, PreparedAnswer answer);
  void collect();

  static constexpr std::size_t most_kept = 6;  // answers hold models: some ten MB each
  Worker worker_;
  Shelf<PreparedAnswer> kept_{most_kept};
  std::string wanted_, shown_key_, error_;
  PreparedAnswer shown_;
  long edition_ = 0;
  bool is_cancelled_ = false, is_final_ = true;
};

}  // namespace spondyl::view
