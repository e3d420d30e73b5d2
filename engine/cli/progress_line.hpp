// What the solver is doing, on stderr: one line that changes on a terminal, plain lines for finished solves elsewhere.

#pragma once

#include <chrono>
#include <string>

#include "study/experiment.hpp"

namespace spondyl::cli {

class ProgressLine {
 public:
  explicit ProgressLine(bool is_quiet);
  /// Leaves a clean line behind.
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  void show(const study::ProgressEvent& event);
  void clear();

  double seconds() const;

 private:
  bool is_quiet_;
  bool is_terminal_;
  bool is_shown_ = false;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace spondyl::cli
