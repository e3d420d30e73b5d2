// What a study computes in every case: a spine, or a function whose statistics are known.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "sweep/design.hpp"

namespace spondyl::sweep {

enum class Status { done, refused, not_converged, timed_out };
inline constexpr std::array<std::string_view, 4> status_names{"done", "refused", "not_converged", "timed_out"};
constexpr std::string_view name(Status status) { return status_names[static_cast<std::size_t>(status)]; }

struct Outcome {
  Status status = Status::done;
  std::string reason;  ///< of a case that is not done, in a sentence
  std::vector<std::optional<double>> outputs;
  int newton_iterations = 0;
};

/// Computes a case in the calling thread, never in others. Nothing when stopped. What a case cannot do is its outcome.
using Subject = std::function<std::optional<Outcome>(const CaseValues&, std::stop_token)>;

}  // namespace spondyl::sweep
