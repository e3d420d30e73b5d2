#include "view/answerer.hpp"

#include <utility>

#include "study/progressive_answer.hpp"

namespace spondyl::view {
namespace {

class StudyAnswerer final : public Answerer {
 public:
  explicit StudyAnswerer(int threads) : answers_(threads) {}

  void answer(const study::Experiment& experiment, const std::stop_token& stop,
              const std::function<void(Answer)>& publish, const std::function<void(const SolverNews&)>& tell) override {
    const auto on_event = [&](const study::ProgressEvent& event) {
      tell({std::string(event.task), event.n_ended, event.n_tasks, event.iteration ? event.iteration->residual : 0});
    };
    answers_.find(experiment, {stop, on_event}, [&](const study::Answer& answer) {
      publish({answer.result, answer.fidelity == experiment.fidelity});
    });
  }

 private:
  study::ProgressiveAnswers answers_;
};

}  // namespace

std::unique_ptr<Answerer> make_study_answerer(int threads) { return std::make_unique<StudyAnswerer>(threads); }

}  // namespace spondyl::view
