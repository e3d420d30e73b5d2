#include "cli/progress_line.hpp"

#include <unistd.h>

#include <cstdio>
#include <utility>

namespace spondyl::cli {

using Kind = study::ProgressEvent::Kind;

ProgressLine::ProgressLine(bool is_quiet) : is_quiet_(is_quiet), is_terminal_(isatty(STDERR_FILENO) == 1) {}

ProgressLine::~ProgressLine() { clear(); }

double ProgressLine::seconds() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
}

void ProgressLine::clear() {
  if (std::exchange(is_shown_, false))
    std::fputs("\r\033[K", stderr);
}

void ProgressLine::show(const study::ProgressEvent& event) {
  if (is_quiet_)
    return;
  const std::string task(event.task);
  if (event.kind == Kind::ended && event.report && (!is_terminal_ || !event.report->converged())) {
    clear();
    std::fprintf(stderr, "%zu of %zu  %s: %s, %d iterations, %.1f s\n", event.n_ended, event.n_tasks, task.c_str(),
                 std::string(fem::name(event.report->status)).c_str(), event.report->iterations(), seconds());
  }
  if (!is_terminal_)
    return;
  clear();
  if (event.iteration) {
    std::fprintf(stderr, "%zu of %zu done  %s: %.0f %%, residual %.1e, %.1f s", event.n_ended, event.n_tasks,
                 task.c_str(), 100 * event.iteration->load_factor, event.iteration->residual, seconds());
  } else {
    std::fprintf(stderr, "%zu of %zu done  %s, %.1f s", event.n_ended, event.n_tasks, task.c_str(), seconds());
  }
  std::fflush(stderr);
  is_shown_ = true;
}

}  // namespace spondyl::cli
