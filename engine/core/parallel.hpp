// The only place where threads share a loop. It writes to slots of its own and never to shared sums, so its result has
// the same bits for any number of threads. A loop within a loop shares its threads: a sweep gives one thread to each case, a
// single solve gives its threads to the terms of the model and to the elements of each.
#pragma once

#include <tbb/parallel_for.h>

#include <cstddef>
#include <functional>

namespace spondyl::core {

/// Runs `loop` on at most `threads` threads, the calling one among them, and never on more than there are processors: it
/// never waits for one that is busy elsewhere. Within a loop, on the threads of that one.
void run_on_threads(int threads, const std::function<void()>& loop);

/// While it lives, this thread is in a loop.
class InLoop {
 public:
  InLoop();
  ~InLoop();
  InLoop(const InLoop&) = delete;
  InLoop& operator=(const InLoop&) = delete;

 private:
  bool was_in_loop_;
};

/// Calls `body(i)` for i in [0, n) on at most `threads` threads (1 = in the calling thread). `body` must not throw.
template <class Body>
void parallel_for(std::size_t n, int threads, const Body& body) {
  if (threads <= 1 || n < 2) {
    for (std::size_t i = 0; i < n; ++i)
      body(i);
    return;
  }
  run_on_threads(threads, [&] {
    tbb::parallel_for(std::size_t{0}, n, [&](std::size_t i) {
      const InLoop in_loop;
      body(i);
    });
  });
}

/// While it lives, libraries called from this thread start no threads of their own: their teams would compete with the
/// cases that run beside this one.
class SerialLibraries {
 public:
  SerialLibraries();
  ~SerialLibraries();
  SerialLibraries(const SerialLibraries&) = delete;
  SerialLibraries& operator=(const SerialLibraries&) = delete;

 private:
  int allowed_before_;
};

/// Number of processors this process may use, at least 1.
int available_threads();

}  // namespace spondyl::core
