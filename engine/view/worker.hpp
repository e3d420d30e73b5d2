// The one thread that solves. The window asks and looks into a mailbox with one slot; it never waits. A newer question
// stops the older one. A quick answer is drawn before the better one is begun: both want all processors.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>

#include "view/answerer.hpp"
#include "view/prepared_answer.hpp"

namespace spondyl::view {

/// What came of a question.
struct Delivery {
  std::string question;   ///< the key it was asked with
  PreparedAnswer answer;  ///< without a result if `error` says why
  std::string error;
  bool is_final = true;  ///< false: a better one follows
};

class Worker {
 public:
  /// `subdivisions` of the skins of what is delivered. `ring` is called in the thread that solves after each delivery.
  Worker(std::unique_ptr<Answerer> answerer, int subdivisions, std::function<void()> ring);
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  /// `key` comes back with the answers. Stops what is being solved.
  void ask(std::string key, study::Experiment experiment);
  void cancel();

  /// The newest delivery, once; null if there is none.
  std::optional<Delivery> take();
  /// What was taken last is on the screen. Without this call the better answer is begun after `longest_look`.
  void go_on();
  static constexpr std::chrono::milliseconds longest_look{300};
  /// While something is solved.
  std::optional<SolverNews> news() const;

 private:
  struct Question {
    std::string key;
    study::Experiment experiment;
  };
  void work(const std::stop_token& stop);
  void solve(const Question& question, const std::stop_token& stop);
  void wait_until_drawn(const std::stop_token& stop);

  std::unique_ptr<Answerer> answerer_;
  Preparation preparation_;  ///< of the thread alone
  std::function<void()> ring_;
  mutable std::mutex mutex_;
  std::condition_variable_any asked_, drawn_;
  std::optional<Question> next_;
  std::optional<Delivery> mail_;
  bool is_drawn_ = false;  ///< the last delivery
  std::optional<SolverNews> news_;
  std::stop_source current_;
  std::jthread thread_;  ///< last: starts when all is there
};

}  // namespace spondyl::view
