// A task graph that says what it is doing: every task has a title, is skipped once a stop is requested, and reports its
// start, its Newton iterations and its end, one call at a time.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "fem/newton.hpp"
#include "study/experiment.hpp"
#include "study/task_graph.hpp"

namespace spondyl::study {

class SolveTasks {
 public:
  explicit SolveTasks(const ExperimentProgress& progress) : progress_(progress) {}

  /// `work` returns the report of its solve, null if it solved nothing. See TaskGraph::add.
  std::size_t add(std::string title, std::function<const fem::Report*(const std::string& title)> work,
                  std::vector<std::size_t> after = {});

  /// One solve in a task, with all threads that are free while it goes on, reported under `title`.
  fem::Report solve(const fem::Model& model, fem::State& state, const fem::Target& target, const std::string& title);
  /// The same with options, in a work space for all threads of the run.
  fem::Report solve(fem::Workspace& workspace, fem::State& state, const fem::Target& target, const std::string& title,
                    fem::SolveOptions options);

  int threads_of_the_run() const { return threads_; }
  /// See TaskGraph.
  int threads_of_a_task() const { return graph_.threads_of_a_task(); }
  bool is_stopped() const { return progress_.stop.stop_requested(); }

  /// False when stopped.
  bool run(int threads);

 private:
  void tell(ProgressEvent event);

  const ExperimentProgress& progress_;
  TaskGraph graph_;
  int threads_ = 1;
  std::mutex telling_;
  std::atomic<std::size_t> n_ended_ = 0;
};

}  // namespace spondyl::study
