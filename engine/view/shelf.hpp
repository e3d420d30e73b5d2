// Results by the question they answer: a bounded number, the latest used first.
#pragma once

#include <algorithm>
#include <cstddef>
#include <list>
#include <string>
#include <utility>

namespace spondyl::view {

template <typename Result>
class Shelf {
 public:
  explicit Shelf(std::size_t most) : most_(most) {}

  /// Null where there is none; valid until the next `keep`.
  const Result* find(const std::string& question) {
    const auto found = place_of(question);
    if (found == kept_.end())
      return nullptr;
    kept_.splice(kept_.begin(), kept_, found);
    return &kept_.front().second;
  }

  void keep(const std::string& question, Result result) {
    if (const auto before = place_of(question); before != kept_.end())
      kept_.erase(before);
    kept_.emplace_front(question, std::move(result));
    if (kept_.size() > most_)
      kept_.pop_back();
  }

 private:
  auto place_of(const std::string& question) {
    return std::find_if(kept_.begin(), kept_.end(), [&](const auto& kept) { return kept.first == question; });
  }

  std::size_t most_;
  std::list<std::pair<std::string, Result>> kept_;
};

}  // namespace spondyl::view
