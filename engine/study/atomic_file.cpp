#include "study/atomic_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <system_error>
#include <utility>

#include "core/error.hpp"

namespace spondyl::study {
namespace {

using core::Error;
using core::ErrorCode;
namespace fs = std::filesystem;

[[noreturn]] void refuse(const fs::path& file, int error, const std::string& allowed) {
  throw Error(ErrorCode::io, {.file = file.string()}, std::string(std::strerror(error)), allowed);
}

constexpr const char* room = "a place that can be written and has room";

// A temporary file that is gone with this object unless released.
class Temporary {
 public:
  explicit Temporary(const fs::path& file) : file_(file) {
    name_ = (file.parent_path() / ("." + file.filename().string() + ".XXXXXX")).string();
    descriptor_ = mkostemp(name_.data(), O_CLOEXEC);
    if (descriptor_ < 0)
      refuse(file, errno, room);
    // mkostemp makes files that only their owner may read; results are ordinary files.
    const mode_t mask = umask(0);
    umask(mask);
    fchmod(descriptor_, 0666 & ~mask);
  }
  ~Temporary() {
    if (descriptor_ >= 0)
      close(descriptor_);
    if (!is_released_)
      unlink(name_.c_str());
  }
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;

  void write(std::string_view content) {
    while (!content.empty()) {
      const ssize_t n = ::write(descriptor_, content.data(), content.size());
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        refuse(file_, errno, room);
      content.remove_prefix(static_cast<std::size_t>(n));
    }
    // Only now is it known that the disk took everything.
    if (fsync(descriptor_) != 0)
      refuse(file_, errno, room);
    if (close(std::exchange(descriptor_, -1)) != 0)
      refuse(file_, errno, room);
  }

  fs::path release() {
    is_released_ = true;
    return name_;
  }

 private:
  fs::path file_;
  std::string name_;
  int descriptor_ = -1;
  bool is_released_ = false;
};

fs::path write_temporary(const fs::path& file, std::string_view content) {
  Temporary temporary(file);
  temporary.write(content);
  return temporary.release();
}

void rename_to(const fs::path& temporary, const fs::path& file) {
  if (std::rename(temporary.c_str(), file.c_str()) == 0)
    return;
  const int error = errno;
  unlink(temporary.c_str());
  refuse(file, error, "a name for a file");
}

// Renames are on the disk when their folder is.
void sync_folder(const fs::path& folder) {
  const int descriptor = open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0)
    return;
  fsync(descriptor);
  close(descriptor);
}

}  // namespace

OutputFolder::OutputFolder(fs::path path) : path_(std::move(path)) {
  std::error_code error;
  const fs::file_status status = fs::status(path_, error);
  if (fs::exists(status) && !fs::is_directory(status)) {
    throw Error(ErrorCode::bad_input, {.file = path_.string()}, "a file", "a folder, existing or new");
  }
  make_folder(path_);
}

OutputFolder::~OutputFolder() {
  for (const Pending& file : pending_)
    unlink(file.temporary.c_str());
  if (is_committed_)
    return;
  std::error_code ignored;
  for (auto folder = made_.rbegin(); folder != made_.rend(); ++folder)
    fs::remove(*folder, ignored);  // only if empty
}

void OutputFolder::make_folder(const fs::path& folder) {
  std::error_code error;
  if (folder.empty() || fs::is_directory(folder, error))
    return;
  make_folder(folder.has_filename() ? folder.parent_path() : folder.parent_path().parent_path());
  if (mkdir(folder.c_str(), 0777) == 0) {
    made_.push_back(folder);
  } else if (errno != EEXIST || !fs::is_directory(folder, error)) {
    refuse(folder, errno, "a folder that can be made");
  }
}

void OutputFolder::add(const fs::path& file, std::string_view content) {
  const fs::path final = path_ / file;
  make_folder(final.parent_path());
  std::error_code ignored;
  if (fs::is_directory(final, ignored))
    refuse(final, EISDIR, "a name for a file");
  pending_.push_back({write_temporary(final, content), final});
}

void OutputFolder::commit() {
  while (!pending_.empty()) {
    const Pending file = pending_.back();
    pending_.pop_back();
    rename_to(file.temporary, file.final);
    is_committed_ = true;
  }
  is_committed_ = true;
  sync_folder(path_);
  for (const fs::path& folder : made_)
    sync_folder(folder);
}

void write_atomically(const fs::path& file, std::string_view content) {
  rename_to(write_temporary(file, content), file);
  sync_folder(file.parent_path());
}

}  // namespace spondyl::study
