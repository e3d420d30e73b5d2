// How a program of Spondyl ends: the same for the command line and the window.

#pragma once

#include <functional>
#include <string_view>

namespace spondyl::core {

inline constexpr int exit_done = 0, exit_failed = 1, exit_bad_input = 2, exit_interrupted = 130;

/// Runs a program and returns its exit status. What it throws becomes a message on stderr: exit_bad_input for a
/// core::Error unless it is internal, else exit_failed. `saving`: what to try when memory runs out.
int exit_status_of(const std::function<int()>& program, std::string_view saving);

/// Runs what writes files; exit_failed with a message if one could not be written.
int written(const std::function<void()>& write);

}  // namespace spondyl::core
