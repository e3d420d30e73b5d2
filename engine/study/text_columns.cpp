#include "study/text_columns.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

namespace spondyl::study::text {

std::size_t width(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string padded(std::string text, std::size_t columns_wide) {
  const std::size_t w = width(text);
  return w < columns_wide ? text + std::string(columns_wide - w, ' ') : text + " ";
}

std::string right(const std::string& text, std::size_t columns_wide) {
  const std::size_t w = width(text);
  return (w < columns_wide ? std::string(columns_wide - w, ' ') : "") + text;
}

std::string fixed(double value, int decimals) {
  char digits[64];
  std::snprintf(digits, sizeof digits, "%.*f", decimals, value);
  // A rounded nothing has no sign.
  const std::string text = digits;
  return text.find_first_of("123456789") == std::string::npos && text[0] == '-' ? text.substr(1) : text;
}

std::string fixed(std::optional<double> value, int decimals) { return value ? fixed(*value, decimals) : nothing; }

std::string percent(double change) {
  const std::string digits = fixed(change, std::abs(change) < 9.95 ? 1 : 0);
  return (digits[0] == '-' || digits.find_first_of("123456789") == std::string::npos ? "" : "+") + digits + " %";
}

std::string wrapped(const std::string& text, std::size_t first, std::size_t rest) {
  constexpr std::size_t columns_wide = 100;
  std::string out, line(first, ' '), word;
  bool is_empty = true;  // the line, but for its indent
  const auto flush_word = [&] {
    if (!is_empty && width(line) + width(word) + 1 > columns_wide) {
      out += line + "\n";
      line = std::string(rest, ' ');
      is_empty = true;
    }
    line += (is_empty ? "" : " ") + std::exchange(word, {});
    is_empty = false;
  };
  for (const char c : text) {
    if (c == ' ')
      flush_word();
    else
      word += c;
  }
  flush_word();
  return out + line + "\n";
}

std::string without_trailing_space(std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  return line + "\n";
}

std::string spaced(std::string_view words) {
  std::string out(words);
  std::replace(out.begin(), out.end(), '_', ' ');
  return out;
}

}  // namespace spondyl::study::text
