// The scenes that were opened and saved last, remembered from run to run.
#pragma once

#include <filesystem>
#include <vector>

namespace spondyl::view {

class RecentFiles {
 public:
  static constexpr std::size_t most = 8;

  /// What an earlier run has left in `folder`. A folder that cannot be read or written makes no noise.
  explicit RecentFiles(const std::filesystem::path& folder);

  /// Absolute paths, the last one first.
  const std::vector<std::filesystem::path>& files() const { return files_; }
  void add(const std::filesystem::path& file);

 private:
  std::filesystem::path list_;
  std::vector<std::filesystem::path> files_;
};

}  // namespace spondyl::view
