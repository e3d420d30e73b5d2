// Time that a thread has computed, whatever else the machine was doing.
#pragma once

#include <ctime>

namespace spondyl::sweep {

/// Of the calling thread, s.
inline double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

}  // namespace spondyl::sweep
