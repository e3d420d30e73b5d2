// Numbers and words of answers for people, in columns of UTF-8 text.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace spondyl::study::text {

inline constexpr const char* arrow = " → ";
inline constexpr const char* nothing = "–";

/// Columns that a UTF-8 text takes; all its characters are one column wide.
std::size_t width(const std::string& text);

/// Filled with spaces behind or in front; a text that is too wide keeps one space behind it.
std::string padded(std::string text, std::size_t columns_wide);
std::string right(const std::string& text, std::size_t columns_wide);

/// A number with its decimals, a dash for none.
std::string fixed(double value, int decimals);
std::string fixed(std::optional<double> value, int decimals);

/// "+12 %", with a decimal where it is small.
std::string percent(double change);

/// Breaks a text at spaces to lines of at most 100 columns; the first begins after `first` spaces, the others after
/// `rest`.
std::string wrapped(const std::string& text, std::size_t first = 0, std::size_t rest = 0);

std::string without_trailing_space(std::string line);

/// "axial_rotation_left" as words.
std::string spaced(std::string_view words);

}  // namespace spondyl::study::text
