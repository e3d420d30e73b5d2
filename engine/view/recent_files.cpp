#include "view/recent_files.hpp"

#include <algorithm>
#include <fstream>
#include <string>
#include <system_error>

#include "core/error.hpp"
#include "study/atomic_file.hpp"

namespace spondyl::view {

RecentFiles::RecentFiles(const std::filesystem::path& folder) : list_(folder / "recent.txt") {
  std::ifstream list(list_);
  for (std::string line; files_.size() < most && std::getline(list, line);) {
    if (!line.empty())
      files_.emplace_back(line);
  }
}

void RecentFiles::add(const std::filesystem::path& file) {
  std::error_code ignored;
  const std::filesystem::path whole = std::filesystem::absolute(file, ignored).lexically_normal();
  std::erase(files_, whole);
  files_.insert(files_.begin(), whole);
  files_.resize(std::min(files_.size(), most));
  std::string text;
  for (const std::filesystem::path& f : files_)
    text += f.string() + "\n";
  std::filesystem::create_directories(list_.parent_path(), ignored);
  try {
    study::write_atomically(list_, text);
  } catch (const core::Error&) {
    // A convenience: nobody has lost anything.
  }
}

}  // namespace spondyl::view
