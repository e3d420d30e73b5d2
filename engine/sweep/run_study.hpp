// Computing the cases of a study that its store does not hold yet: one case a thread, each thread taking the next case
// when it is free. Rows do not depend on the number of threads, nor on how often the study was interrupted.
#pragma once

#include <functional>
#include <stop_token>

#include "sweep/store.hpp"

namespace spondyl::sweep {

struct StudyProgress {
  std::size_t n_before = 0;  ///< finished when this run began
  std::size_t n_now = 0;     ///< finished since
  std::size_t n_failed = 0;  ///< of these, not done
  std::size_t n_all = 0;     ///< of this store (a shard's share)
  double seconds = 0;        ///< since this run began

  std::size_t n_left() const { return n_all - n_before - n_now; }
  double cases_per_second() const { return seconds > 0 ? static_cast<double>(n_now) / seconds : 0; }
};

struct StudyRun {
  int threads = 1;
  Shard shard = {};
  std::stop_token stop = {};
  std::function<void(const StudyProgress&)> on_case = {};  ///< one call at a time, from any thread
};

/// Returns when everything is in the store, or soon after a stop: cases that run then are given up, none that is
/// finished is lost. Throws core::Error where the store cannot be written, or by the program's own fault.
StudyProgress run_study(const Study& study, Store& store, const StudyRun& run);

}  // namespace spondyl::sweep
