// Both signals are blocked in all threads and a thread of ours waits for them. Handlers would not do: METIS, while it
// orders, replaces that of SIGTERM by one that jumps back into METIS, from whatever thread the signal arrived in.

#include "cli/interrupt.hpp"

#include <unistd.h>

#include <csignal>

namespace spondyl::cli {
namespace {

sigset_t both_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  return set;
}

/// Ends the program as if it had never asked for the signal.
void die_of(int signal) {
  const sigset_t set = both_signals();
  std::signal(signal, SIG_DFL);
  pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
  raise(signal);
}

}  // namespace

void shield_library_threads(char** argv) {
  const sigset_t both = both_signals();
  sigset_t before;
  pthread_sigmask(SIG_BLOCK, &both, &before);
  const bool is_second_start = sigismember(&before, SIGINT) == 1 && sigismember(&before, SIGTERM) == 1;
  if (!is_second_start)
    execv("/proc/self/exe", argv);
  pthread_sigmask(SIG_UNBLOCK, &both, nullptr);  // the second start, or none was possible
}

Interrupt::Interrupt() {
  const sigset_t set = both_signals();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  watcher_ = std::thread([this] { watch(); });
}

void Interrupt::watch() {
  const sigset_t set = both_signals();
  int signal = 0;
  while (sigwait(&set, &signal) == 0 && !is_over_) {
    if (source_.stop_requested())
      die_of(signal);
    source_.request_stop();
  }
}

Interrupt::~Interrupt() {
  is_over_ = true;
  pthread_kill(watcher_.native_handle(), SIGTERM);
  watcher_.join();
  const sigset_t set = both_signals();
  pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

}  // namespace spondyl::cli
