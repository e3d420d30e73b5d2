#include "spine/level.hpp"

#include <algorithm>
#include <optional>

namespace spondyl::spine {
namespace {

using core::Error;
using core::ErrorCode;

std::optional<int> vertebra_index(std::string_view text) {
  const auto at = std::find(vertebra_names.begin(), vertebra_names.end(), text);
  if (at == vertebra_names.end())
    return std::nullopt;
  return static_cast<int>(at - vertebra_names.begin());
}

std::string quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

std::string span_name(int upper, int lower) {
  return std::string(vertebra_names[static_cast<std::size_t>(upper)]) + "-" +
         std::string(vertebra_names[static_cast<std::size_t>(lower)]);
}

std::string allowed_names() {
  return "a level (" + core::listing(level_names) + ") or a span of neighboring levels such as L3-L5";
}

// Levels first, so that a name equally near to a level and to a span is taken for the level.
std::string nearest_level(std::string_view text) {
  std::vector<std::string> names(level_names.begin(), level_names.end());
  for (int size = 2; size <= max_fused_levels; ++size) {
    for (int upper = 0; upper + size < n_vertebrae; ++upper) {
      names.push_back(span_name(upper, upper + size));
    }
  }
  const std::vector<std::string_view> candidates(names.begin(), names.end());
  return core::suggestion(text, candidates);
}

// First and last vertebra of "L4-L5" or "L3-L5".
std::pair<int, int> parse_span(const std::string& text, const core::Where& where) {
  const std::size_t dash = text.find('-');
  const std::string_view view = text;
  const auto first = vertebra_index(view.substr(0, dash));
  const auto last = dash == std::string::npos ? std::nullopt : vertebra_index(view.substr(dash + 1));
  if (!first || !last || *first == *last) {
    throw Error(ErrorCode::bad_input, where, quoted(text), allowed_names(), nearest_level(text));
  }
  if (*first > *last) {
    throw Error(ErrorCode::bad_input, where, quoted(text), "the upper vertebra first",
                "did you mean '" + span_name(*last, *first) + "'?");
  }
  return {*first, *last};
}

std::string names_of(std::span<const Level> levels) {
  std::string text;
  for (const Level level : levels) {
    text += (text.empty() ? "" : " ") + std::string(name(level));
  }
  return text;
}

}  // namespace

std::vector<Level> parse_levels(std::span<const std::string> names, const core::Where& where) {
  const std::string count = "1 to " + std::to_string(max_fused_levels) + " neighboring levels";
  if (names.empty())
    throw Error(ErrorCode::bad_input, where, "no level", count);

  std::vector<Level> levels;
  for (const std::string& text : names) {
    const auto [first, last] = parse_span(text, where);
    for (int index = first; index < last; ++index) {
      if (std::find(levels.begin(), levels.end(), Level{index}) != levels.end()) {
        throw Error(ErrorCode::bad_input, where, quoted(name(Level{index})) + " twice", "each level once");
      }
      levels.push_back(Level{index});
    }
  }
  std::sort(levels.begin(), levels.end());

  for (std::size_t i = 1; i < levels.size(); ++i) {
    if (levels[i].index == levels[i - 1].index + 1)
      continue;
    throw Error(ErrorCode::bad_input, where, names_of(levels), "neighboring levels",
                std::string(name(Level{levels[i - 1].index + 1})) + " is missing between them");
  }
  if (levels.size() > static_cast<std::size_t>(max_fused_levels)) {
    throw Error(ErrorCode::bad_input, where, std::to_string(levels.size()) + " levels (" + names_of(levels) + ")",
                count);
  }
  return levels;
}

}  // namespace spondyl::spine
