#include "core/error.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <utility>
#include <vector>

namespace spondyl::core {
namespace {

std::string place(const Where& where) {
  if (where.file.empty())
    return {};
  return where.file + (where.line > 0 ? ":" + std::to_string(where.line) : "") + ": ";
}

char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

// Levenshtein distance with two exchanged neighbors counted as one mistake (optimal string alignment).
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), previous(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) {
    previous[j] = j;
  }
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = lower(a[i - 1]) == lower(b[j - 1]) ? 0 : 1;
      row[j] = std::min({previous[j] + 1, row[j - 1] + 1, previous[j - 1] + change});
      const bool exchanged = i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]);
      if (exchanged)
        row[j] = std::min(row[j], before[j - 2] + 1);
    }
    std::swap(before, previous);
    std::swap(previous, row);
  }
  return previous[b.size()];
}

}  // namespace

Error::Error(ErrorCode code, Where where, std::string found, std::string allowed, std::string hint)
    : code_(code),
      where_(std::move(where)),
      found_(std::move(found)),
      allowed_(std::move(allowed)),
      hint_(std::move(hint)),
      message_(render()) {}

Error Error::refusal(Where where, std::string sentence, std::string remedy) {
  Error error(ErrorCode::bad_input, std::move(where), std::move(sentence), std::move(remedy));
  error.is_refusal_ = true;
  error.message_ = error.render();
  return error;
}

Error Error::at(Where where) const {
  Error error = *this;
  error.where_ = std::move(where);
  error.message_ = error.render();
  return error;
}

std::string Error::render() const {
  std::string text = place(where_);
  if (is_refusal_)
    return text + found_ + "; " + allowed_;
  if (!where_.key.empty())
    text += "key '" + where_.key + "': ";
  text += "found " + found_;
  if (!allowed_.empty())
    text += ", allowed: " + allowed_;
  if (!hint_.empty())
    text += " (" + hint_ + ")";
  return text;
}

std::string_view nearest_name(std::string_view name, std::span<const std::string_view> candidates) {
  // A third of the letters may be wrong: more would suggest names that have nothing to do with what was written.
  std::size_t best_distance = std::max<std::size_t>(2, name.size() / 3) + 1;
  std::string_view best;
  for (const std::string_view candidate : candidates) {
    const bool is_unit_forgotten = candidate.size() > name.size() && candidate[name.size()] == '_' && !name.empty() &&
                                   edit_distance(name, candidate.substr(0, name.size())) == 0;
    const std::size_t distance = is_unit_forgotten ? 1 : edit_distance(name, candidate);
    if (distance < best_distance && distance < candidate.size()) {
      best_distance = distance;
      best = candidate;
    }
  }
  return best;
}

std::string suggestion(std::string_view name, std::span<const std::string_view> candidates) {
  const std::string_view nearest = nearest_name(name, candidates);
  return nearest.empty() ? std::string{} : "did you mean '" + std::string(nearest) + "'?";
}

std::string listing(std::span<const std::string_view> names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0)
      text += i + 1 == names.size() ? " or " : ", ";
    text += names[i];
  }
  return text;
}

std::string to_text(double value) {
  std::array<char, 32> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  return {digits.data(), end};
}

}  // namespace spondyl::core
