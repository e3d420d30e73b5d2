#include "study/task_graph.hpp"

#include <algorithm>
#include <cassert>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace spondyl::study {
namespace {

enum class Phase { waiting, running, done };

}  // namespace

std::size_t TaskGraph::add(std::function<void()> work, std::vector<std::size_t> after) {
  assert(std::all_of(after.begin(), after.end(), [&](std::size_t t) { return t < tasks_.size(); }));
  tasks_.push_back({std::move(work), std::move(after)});
  return tasks_.size() - 1;
}

void TaskGraph::run(int threads) {
  std::mutex mutex;
  std::condition_variable changed;
  std::vector<Phase> phase(tasks_.size(), Phase::waiting);
  std::vector<std::exception_ptr> failure(tasks_.size());
  bool has_failed = false;

  const auto is_ready = [&](std::size_t t) {
    const auto& after = tasks_[t].after;
    return phase[t] == Phase::waiting &&
           std::all_of(after.begin(), after.end(), [&](std::size_t before) { return phase[before] == Phase::done; });
  };
  std::size_t first_waiting = 0;
  const auto next = [&]() -> std::optional<std::size_t> {
    for (std::size_t t = first_waiting; t < tasks_.size(); ++t) {
      if (is_ready(t))
        return t;
    }
    return std::nullopt;
  };
  const auto share_threads = [&] {
    int n_busy = 0;
    for (std::size_t t = 0; t < tasks_.size() && n_busy < threads; ++t)
      n_busy += phase[t] == Phase::running || is_ready(t) ? 1 : 0;
    threads_of_a_task_ = std::max(1, threads / std::max(1, n_busy));
  };
  const auto is_over = [&] {
    while (first_waiting < tasks_.size() && phase[first_waiting] != Phase::waiting)
      ++first_waiting;
    return has_failed || first_waiting == tasks_.size();
  };
  const auto worker = [&] {
    std::unique_lock lock(mutex);
    while (true) {
      std::optional<std::size_t> task;
      changed.wait(lock, [&] { return is_over() || (task = next()); });
      if (!task)
        return;
      phase[*task] = Phase::running;
      share_threads();
      lock.unlock();
      std::exception_ptr thrown;
      try {
        tasks_[*task].work();
      } catch (...) {
        thrown = std::current_exception();
      }
      lock.lock();
      tasks_[*task].work = nullptr;  // and what only it held
      phase[*task] = Phase::done;
      failure[*task] = thrown;
      has_failed = has_failed || thrown;
      share_threads();
      changed.notify_all();
    }
  };

  {
    std::vector<std::jthread> others;
    const auto n_others = std::min(static_cast<std::size_t>(std::max(1, threads)), tasks_.size());
    for (std::size_t k = 1; k < n_others; ++k)
      others.emplace_back(worker);
    worker();
  }
  for (const std::exception_ptr& thrown : failure) {
    if (thrown)
      std::rethrow_exception(thrown);
  }
}

}  // namespace spondyl::study
