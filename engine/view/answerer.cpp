#include "view/answerer.hpp"

#include <utility>

namespace spondyl::view {
namespace {

class StudyAnswerer final : public Answerer {
 public:
  explicit StudyAnswerer(int threads) : threads_(threads) {}

  void answer(const study::Experiment& experiment, const std::stop_token& stop,
              const std::function<void(Answer)>& publish, const std::function<void(const SolverNews&)>& tell) override {
    const auto on_event = [&](const study::ProgressEvent& event) {
      tell({std::string(event.task), event.n_ended, event.n_tasks, event.iteration ? event.iteration->residual : 0});
    };
    if (auto result = study::run(experiment, threads_, {stop, on_event}))
      publish({std::make_shared<const study::ExperimentResult>(*std::move(result)), true});
  }

 private:
  int threads_;
};

}  // namespace

std::unique_ptr<Answerer> make_study_answerer(int threads) { return std::make_unique<StudyAnswerer>(threads); }

}  // namespace spondyl::view
