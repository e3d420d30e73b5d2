// How the window was left: its size, the split between its panels, mode, theme and size of the text. Remembered from run to
// run in `layout.toml`.
#pragma once

#include <filesystem>
#include <string>

#include "view/view_state.hpp"

namespace spondyl::view {

struct Layout {
  int width = 1280, height = 800;            ///< of the window, pixels of the screen
  double left_panel = 21, right_panel = 25;  ///< widths, in heights of the text
  Mode mode = Mode::trainee;
  Theme theme = Theme::dark;
  double text_scale = 1;

  bool operator==(const Layout&) const = default;
};

class LayoutFile {
 public:
  static constexpr int least_pixels = 320;  ///< a window that is smaller, or put away, is not remembered

  /// What an earlier run has left in `folder`; the usual where that is nothing or cannot be understood.
  explicit LayoutFile(const std::filesystem::path& folder);
  /// Writes what has changed last.
  ~LayoutFile() { write(); }
  LayoutFile(const LayoutFile&) = delete;
  LayoutFile& operator=(const LayoutFile&) = delete;

  const Layout& layout() const { return layout_; }
  /// A sentence for the person where a file was not understood, or the last one could not be written; else empty.
  const std::string& notice() const { return notice_; }
  /// Every frame; writes what has changed and then stayed for half a second. Whether there is a new notice.
  bool keep(const Layout& layout, double seconds);

 private:
  bool write();

  std::filesystem::path file_;
  Layout layout_, kept_;  ///< as it is, as the file has it
  double quiet_seconds_ = 0;
  std::string notice_;
};

}  // namespace spondyl::view
