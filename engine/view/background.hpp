// The second thread: errands that take minutes (a plan over people, curves, months) beside the worker that answers edits.
// One errand at a time, in the order they were asked for; it holds still while an edit is solved.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>

namespace spondyl::view {

/// What an errand hears and says while it works, from any thread of its own.
struct ErrandLine {
  std::stop_token stop;
  std::function<void()> wait;  ///< to be called often: returns at once, unless the errand is held
  std::function<void(std::size_t n_done)> tell;
};

struct Errand {
  std::string kind;      ///< "People": of each kind only the newest is run
  std::string question;  ///< what it answers
  std::size_t n_parts = 1;
  /// In the background. Hands back what the window does with the result; nothing when stopped.
  std::function<std::function<void()>(const ErrandLine& line)> work;
};

struct ErrandNews {
  std::string kind, question;
  std::size_t n_done = 0, n_parts = 1;
  std::optional<double> seconds_left;  ///< at the rate until now; nothing before the first part is done
  bool is_held = false;
};

class Background {
 public:
  Background();
  ~Background();
  Background(const Background&) = delete;
  Background& operator=(const Background&) = delete;

  void ask(Errand errand);
  /// The one that runs and those that wait.
  void cancel();
  void hold(bool is_held);
  /// Every frame, in the thread of the window: what is done is handed over.
  void collect();
  /// While one runs or waits.
  std::optional<ErrandNews> news() const;
  /// Why the last errand has no result; empty if it has.
  const std::string& error() const { return error_; }

 private:
  using Clock = std::chrono::steady_clock;
  void work(const std::stop_token& stop);
  std::function<void()> run(const Errand& errand, const std::stop_token& stop);
  void wait(const std::stop_token& stop);
  void drop(const std::string& kind);
  double busy_seconds() const;

  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  std::deque<Errand> waiting_;
  std::optional<ErrandNews> running_;
  std::deque<std::function<void()>> done_;
  std::stop_source current_;
  bool is_held_ = false;
  Clock::time_point since_;  ///< when the running errand was begun or let go last
  double busy_before_ = 0;   ///< seconds of it before that
  std::string error_;
  std::jthread thread_;  ///< last: starts when all is there
};

/// "People: 7 of 20, 1 min 40 s left".
std::string text_of(const ErrandNews& news);

}  // namespace spondyl::view
