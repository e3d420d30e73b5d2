// Ctrl-C and SIGTERM as a request to stop; the second one kills as usual.

#pragma once

#include <stop_token>
#include <thread>

namespace spondyl::cli {

/// While it lives, the first SIGINT or SIGTERM requests a stop. One at a time.
class Interrupt {
 public:
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  std::stop_token token() const { return source_.get_token(); }

 private:
  std::stop_source source_;
  std::thread watcher_;
};

}  // namespace spondyl::cli
