// Ctrl-C and SIGTERM as a request to stop; the second one kills as usual.

#pragma once

#include <atomic>
#include <stop_token>
#include <thread>

namespace spondyl::cli {

/// To be called first in main: the program starts itself once more with both signals blocked, so that threads which
/// libraries start while they are loaded have them blocked too; in the main thread they are not blocked any more.
void shield_library_threads(char** argv);

/// While it lives, the first SIGINT or SIGTERM requests a stop. One at a time, made by the main thread before it starts
/// others: they inherit that these signals are blocked.
class Interrupt {
 public:
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  std::stop_token token() const { return source_.get_token(); }

 private:
  void watch();

  std::stop_source source_;
  std::atomic<bool> is_over_ = false;
  std::thread watcher_;
};

}  // namespace spondyl::cli
