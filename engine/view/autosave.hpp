// The copy of unsaved work that outlives a crash: in $XDG_STATE_HOME/spondyl, or ~/.local/state/spondyl.
#pragma once

#include <filesystem>
#include <optional>

#include "view/document.hpp"

namespace spondyl::view {

class Autosave {
 public:
  /// `folder` for tests; by default as above. A folder that cannot be written makes no noise: work goes on without.
  explicit Autosave(std::optional<std::filesystem::path> folder = {});

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
