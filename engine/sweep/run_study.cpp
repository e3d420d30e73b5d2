#include "sweep/run_study.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <mutex>
#include <thread>

#include "sweep/processor_time.hpp"

namespace spondyl::sweep {
namespace {

std::vector<std::size_t> unfinished(const Study& study, const Store& store, Shard shard) {
  const std::vector<std::size_t> finished = store.ids();
  std::vector<std::size_t> out;
  for (std::size_t id = 1; id <= study.cases.size(); ++id) {
    if (shard.holds(id) && !std::binary_search(finished.begin(), finished.end(), id))
      out.push_back(id);
  }
  return out;
}

class StudyRunner {
 public:
  StudyRunner(const Study& study, Store& store, const StudyRun& run)
      : study_(study), store_(store), run_(run), ids_(unfinished(study, store, run.shard)) {
    progress_.n_before = store.ids().size();
    progress_.n_all = progress_.n_before + ids_.size();
  }

  StudyProgress operator()() {
    const std::stop_callback outer(run_.stop, [this] { stop_.request_stop(); });
    {
      std::vector<std::jthread> others;
      const auto n = std::min(static_cast<std::size_t>(std::max(1, run_.threads)), ids_.size());
      for (std::size_t k = 1; k < n; ++k)
        others.emplace_back([this] { work(); });
      work();
    }
    if (thrown_)
      std::rethrow_exception(thrown_);
    progress_.seconds = seconds();
    return progress_;
  }

 private:
  void work() {
    try {
      while (!stop_.stop_requested()) {
        const std::size_t i = next_++;
        if (i >= ids_.size() || !compute(ids_[i]))
          return;
      }
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!thrown_)
        thrown_ = std::current_exception();
      stop_.request_stop();
    }
  }

  /// False when stopped.
  bool compute(std::size_t id) {
    const double start = processor_seconds();
    const CaseValues& values = study_.cases[id - 1];
    auto outcome = study_.subject(values, stop_.get_token());
    if (!outcome)
      return false;
    const StoredCase row{id, values, *std::move(outcome), processor_seconds() - start};
    const std::lock_guard lock(mutex_);
    store_.add(row);
    ++progress_.n_now;
    progress_.n_failed += row.outcome.status == Status::done ? 0 : 1;
    progress_.seconds = seconds();
    if (run_.on_case)
      run_.on_case(progress_);
    return true;
  }

  double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count(); }

  const Study& study_;
  Store& store_;
  const StudyRun& run_;
  std::vector<std::size_t> ids_;
  std::atomic<std::size_t> next_ = 0;
  std::mutex mutex_;  // of the store and all below
  StudyProgress progress_;
  std::stop_source stop_;
  std::exception_ptr thrown_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace

StudyProgress run_study(const Study& study, Store& store, const StudyRun& run) {
  return StudyRunner(study, store, run)();
}

}  // namespace spondyl::sweep
