// The copy of unsaved work that outlives a crash.
#pragma once

#include <filesystem>
#include <string>

#include "view/document.hpp"

namespace spondyl::view {

class Autosave {
 public:
  /// A folder that cannot be written makes no noise: work goes on without.
  explicit Autosave(const std::filesystem::path& folder);

  const std::filesystem::path& file() const { return file_; }
  /// Left behind by a run that did not end well.
  bool is_left_over() const;
  /// Writes what has changed since the last call; takes the file away when nothing is unsaved.
  void keep(const Document& document);
  void forget();

 private:
  std::filesystem::path file_;
  std::string kept_;
};

}  // namespace spondyl::view
