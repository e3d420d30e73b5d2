#include "view/autosave.hpp"

#include <string>
#include <system_error>

#include "core/error.hpp"
#include "study/atomic_file.hpp"

namespace spondyl::view {

Autosave::Autosave(const std::filesystem::path& folder) : file_(folder / "autosave.toml") {}

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
