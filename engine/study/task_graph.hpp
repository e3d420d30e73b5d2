// Tasks that wait for other tasks, run on a few threads. Each writes only its own results and reads only those it waits
// for, so what comes out does not depend on the number of threads.

#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <vector>

namespace spondyl::study {

class TaskGraph {
 public:
  /// Adds a task that starts after those numbered in `after` (all added before); returns its number.
  std::size_t add(std::function<void()> work, std::vector<std::size_t> after = {});
  std::size_t size() const { return tasks_.size(); }

  /// Runs everything once on `threads` threads, the first ready task first; what a task holds is let go when it ends. If
  /// tasks throw, no further task starts and the exception of the first of them is thrown again when all have ended.
  void run(int threads);
  /// For tasks that can use several threads: how many are there for each one that runs or could by now. At least 1; more
  /// where others have ended since.
  int threads_of_a_task() const { return threads_of_a_task_; }

 private:
  struct Task {
    std::function<void()> work;
    std::vector<std::size_t> after;
  };
  std::vector<Task> tasks_;
  std::atomic<int> threads_of_a_task_ = 1;
};

}  // namespace spondyl::study
