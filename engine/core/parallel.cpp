#include "core/parallel.hpp"

#include <omp.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <optional>

namespace spondyl::core {

namespace {

thread_local bool is_in_loop = false;

}  // namespace

InLoop::InLoop() : was_in_loop_(is_in_loop) { is_in_loop = true; }

InLoop::~InLoop() { is_in_loop = was_in_loop_; }

/// Each thread keeps the arena of its last loop: making one costs more than a short loop.
void run_on_threads(int threads, const std::function<void()>& loop) {
#ifdef __SANITIZE_THREAD__
  threads = 1;  // the sanitizer does not see how TBB synchronizes
#endif
  if (is_in_loop)
    return loop();
  threads = std::min(threads, available_threads());
  thread_local std::optional<tbb::task_arena> arena;
  if (!arena || arena->max_concurrency() != threads)
    arena.emplace(threads);
  arena->execute(loop);
}

SerialLibraries::SerialLibraries() : allowed_before_(omp_get_max_active_levels()) { omp_set_max_active_levels(0); }

SerialLibraries::~SerialLibraries() { omp_set_max_active_levels(allowed_before_); }

int available_threads() { return std::max(1, omp_get_num_procs()); }

}  // namespace spondyl::core
