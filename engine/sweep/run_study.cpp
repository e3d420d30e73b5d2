#include "sweep/run_study.hpp"

#include <algorithm>
#include <chrono>
#include <mutex>

#include "study/task_graph.hpp"
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
    study::TaskGraph cases;
    for (const std::size_t id : ids_)
      cases.add([this, id] { compute(id); });
    cases.run(run_.threads);
    progress_.seconds = seconds();
    return progress_;
  }

 private:
  /// Nothing when stopped.
  void compute(std::size_t id) try {
    if (stop_.stop_requested())
      return;
    const double start = processor_seconds();
    const CaseValues& values = study_.cases[id - 1];
    auto outcome = study_.subject(values, stop_.get_token());
    if (!outcome)
      return;
    const StoredCase row{id, values, *std::move(outcome), processor_seconds() - start};
    const std::lock_guard lock(mutex_);
    store_.add(row);
    ++progress_.n_now;
    progress_.n_failed += row.outcome.status == Status::done ? 0 : 1;
    progress_.seconds = seconds();
    if (run_.on_case)
      run_.on_case(progress_);
  } catch (...) {
    stop_.request_stop();  // of the cases that run beside it
    throw;
  }

  double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count(); }

  const Study& study_;
  Store& store_;
  const StudyRun& run_;
  std::vector<std::size_t> ids_;
  std::mutex mutex_;  // of the store and all below
  StudyProgress progress_;
  std::stop_source stop_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace

StudyProgress run_study(const Study& study, Store& store, const StudyRun& run) {
  return StudyRunner(study, store, run)();
}

}  // namespace spondyl::sweep
