// A signal may arrive in any thread, those of OpenBLAS included, and its handler may do next to nothing: it writes one
// byte to a pipe. A thread of ours reads it and requests the stop.

#include "cli/interrupt.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "core/error.hpp"

namespace spondyl::cli {
namespace {

constexpr std::array signals{SIGINT, SIGTERM};
constexpr char interrupted = 'i', finished = 'f';

std::array<int, 2> pipe_ends{-1, -1};

void send(char what) {
  const int before = errno;
  [[maybe_unused]] const auto written = write(pipe_ends[1], &what, 1);
  errno = before;
}

extern "C" void on_signal(int) { send(interrupted); }

}  // namespace

Interrupt::Interrupt() {
  if (pipe2(pipe_ends.data(), O_CLOEXEC) != 0) {
    throw core::Error(core::ErrorCode::io, {.file = "pipe"}, std::strerror(errno), "two free file descriptors");
  }
  watcher_ = std::thread([this] {
    char what = 0;
    while (read(pipe_ends[0], &what, 1) != 1 || what != finished) {
      if (what == interrupted)
        source_.request_stop();
      what = 0;
    }
  });
  struct sigaction action {};
  action.sa_handler = on_signal;
  action.sa_flags = static_cast<int>(SA_RESETHAND | static_cast<unsigned>(SA_RESTART));
  for (const int signal : signals)
    sigaction(signal, &action, nullptr);
}

Interrupt::~Interrupt() {
  for (const int signal : signals)
    std::signal(signal, SIG_DFL);
  send(finished);
  watcher_.join();
  close(pipe_ends[0]);
  close(pipe_ends[1]);
}

}  // namespace spondyl::cli
