#include "study/solve_tasks.hpp"

#include <utility>

namespace spondyl::study {

std::size_t SolveTasks::add(std::string title, std::function<const fem::Report*(const std::string&)> work,
                            std::vector<std::size_t> after) {
  return graph_.add(
      [this, title = std::move(title), work = std::move(work)] {
        if (is_stopped())
          return;
        tell({ProgressEvent::Kind::started, title, 0, 0});
        const fem::Report* report = work(title);
        ++n_ended_;
        tell({ProgressEvent::Kind::ended, title, 0, 0, nullptr, report});
      },
      std::move(after));
}

fem::Report SolveTasks::solve(const fem::Model& model, fem::State& state, const fem::Target& target,
                              const std::string& title) {
  fem::Workspace own(model, threads_);
  return solve(own, state, target, title, {});
}

fem::Report SolveTasks::solve(fem::Workspace& workspace, fem::State& state, const fem::Target& target,
                              const std::string& title, fem::SolveOptions options) {
  options.threads = threads_;
  fem::Progress progress;
  progress.stop = progress_.stop;
  progress.threads = [this] { return threads_of_a_task(); };
  progress.on_iteration = [&](const fem::Iteration& iteration) {
    tell({ProgressEvent::Kind::iteration, title, 0, 0, &iteration});
  };
  return fem::solve(workspace, state, target, options, progress);
}

bool SolveTasks::run(int threads) {
  threads_ = threads;
  graph_.run(threads);
  return !is_stopped();
}

void SolveTasks::tell(ProgressEvent event) {
  if (!progress_.on_event)
    return;
  const std::lock_guard lock(telling_);
  event.n_ended = n_ended_;
  event.n_tasks = graph_.size();
  progress_.on_event(event);
}

}  // namespace spondyl::study
