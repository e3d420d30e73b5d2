// Files that are there whole or not at all: each is written under a temporary name beside its own and renamed when
// everything is on the disk.

#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace spondyl::study {

/// A folder that receives several files at once. Until `commit` nothing in it carries a final name; without `commit`
/// the destructor leaves no trace, folders made for the purpose included.
class OutputFolder {
 public:
  /// Makes the folder if there is none. Throws bad_input if the path is a file, io if the folder cannot be made.
  explicit OutputFolder(std::filesystem::path path);
  ~OutputFolder();
  OutputFolder(const OutputFolder&) = delete;
  OutputFolder& operator=(const OutputFolder&) = delete;

  /// Writes the content of `file` (relative, folders in it are made) to its temporary. Throws io with path and reason.
  void add(const std::filesystem::path& file, std::string_view content);

  /// Gives all files their names. Throws io with path and reason.
  void commit();

  const std::filesystem::path& path() const { return path_; }

 private:
  void make_folder(const std::filesystem::path& folder);

  struct Pending {
    std::filesystem::path temporary, final;
  };
  std::filesystem::path path_;
  std::vector<std::filesystem::path> made_;  // folders, parents first
  std::vector<Pending> pending_;
  bool is_committed_ = false;
};

/// One file in a folder that exists. Throws io with path and reason; then the file is as it was before.
void write_atomically(const std::filesystem::path& file, std::string_view content);

}  // namespace spondyl::study
