#include "view/autosave.hpp"

#include <cstdlib>
#include <string>
#include <system_error>

#include "core/error.hpp"
#include "study/atomic_file.hpp"

namespace spondyl::view {
namespace {

std::filesystem::path state_folder() {
  if (const char* named = std::getenv("XDG_STATE_HOME"); named && *named)
    return std::filesystem::path(named) / "spondyl";
  const char* home = std::getenv("HOME");
  return std::filesystem::path(home && *home ? home : "/tmp") / ".local" / "state" / "spondyl";
}

}  // namespace

Autosave::Autosave(std::optional<std::filesystem::path> folder)
    : file_(folder.value_or(state_folder()) / "autosave.toml") {}

bool Autosave::is_left_over() const {
  std::error_code ignored;
  return std::filesystem::exists(file_, ignored);
}

void Autosave::keep(const Document& document) {
  if (!document.has_unsaved_changes()) {
    if (!kept_.empty())
      forget();
    return;
  }
  if (document.text() == kept_)
    return;
  kept_ = document.text();
  std::error_code ignored;
  std::filesystem::create_directories(file_.parent_path(), ignored);
  try {
    study::write_atomically(file_, kept_);
  } catch (const core::Error&) {
    // Said once where it matters: when the person saves.
  }
}

void Autosave::forget() {
  std::error_code ignored;
  std::filesystem::remove(file_, ignored);
  kept_.clear();
}

}  // namespace spondyl::view
