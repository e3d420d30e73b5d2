// The one exception type: bad input, a file that cannot be read or written, or a mistake of the program itself.
// Physics outcomes (no convergence, inverted elements) are values, never exceptions.

#pragma once

#include <exception>
#include <span>
#include <string>
#include <string_view>

namespace spondyl::core {

enum class ErrorCode { bad_input, io, internal };

/// Where the offending input stands; what is not known stays empty or zero.
struct Where {
  std::string file = {};
  int line = 0;
  std::string key = {};
};

class Error : public std::exception {
 public:
  /// `found` as it was met, `allowed` as a noun phrase ("a number from 0 to 15 Nm"), `hint` as a question or an advice.
  Error(ErrorCode code, Where where, std::string found, std::string allowed, std::string hint = {});

  /// What makes no sense together, in a sentence: "screws at L4-L5: the left pedicle of L4 is gone" and what to do
  /// instead. Both end without a period; the remedy counts as what is allowed.
  static Error refusal(Where where, std::string sentence, std::string remedy);

  /// The same error at another place, as when a reader knows the line that the thrower did not.
  Error at(Where where) const;

  /// One line, such as: scenes/x.toml:12: key 'loads.moment_Nm': found -3, allowed: a number from 0 to 15
  const char* what() const noexcept override { return message_.c_str(); }

  ErrorCode code() const noexcept { return code_; }
  const Where& where() const noexcept { return where_; }
  const std::string& found() const noexcept { return found_; }
  const std::string& allowed() const noexcept { return allowed_; }
  const std::string& hint() const noexcept { return hint_; }

 private:
  std::string render() const;

  ErrorCode code_;
  Where where_;
  std::string found_;
  std::string allowed_;
  std::string hint_;
  bool is_refusal_ = false;
  std::string message_;
};

/// The candidate most like `name`, or an empty view when none is close: edit distance, upper and lower case alike, a
/// forgotten ending such as _mm or _Nm one mistake. Among equals the first wins.
std::string_view nearest_name(std::string_view name, std::span<const std::string_view> candidates);

/// "did you mean 'L4-L5'?", or empty when no candidate is close.
std::string suggestion(std::string_view name, std::span<const std::string_view> candidates);

/// "flexion, extension or compression"
std::string listing(std::span<const std::string_view> names);

/// The shortest decimal that reads back as the same number.
std::string to_text(double value);

}  // namespace spondyl::core
