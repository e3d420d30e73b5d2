#include "sweep/value.hpp"

#include <charconv>

#include "core/error.hpp"

namespace spondyl::sweep {

std::string to_text(const Value& value) {
  if (const auto* number = std::get_if<double>(&value))
    return core::to_text(*number);
  if (const auto* text = std::get_if<std::string>(&value))
    return *text;
  return {};
}

Value to_value(const std::string& text) {
  if (text.empty())
    return {};
  double number = 0;
  const char* end = text.data() + text.size();
  const auto [read, error] = std::from_chars(text.data(), end, number);
  if (error == std::errc() && read == end)
    return number;
  return text;
}

}  // namespace spondyl::sweep
