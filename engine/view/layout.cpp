#include "view/layout.hpp"

#include <algorithm>
#include <array>
#include <system_error>

#include "study/atomic_file.hpp"
#include "study/toml_table.hpp"

namespace spondyl::view {
namespace {

using core::to_text;
using study::TomlTable;

double number(const TomlTable& table, std::string_view key, double low, double high) {
  const double value = table.required_number(key);
  if (!(value >= low && value <= high))
    throw core::Error(core::ErrorCode::bad_input, table.where(key), to_text(value),
                      to_text(low) + " to " + to_text(high));
  return value;
}

Layout read(const std::filesystem::path& file) {
  constexpr double most_pixels = 16384, least_panel = 5, most_panel = 200;
  const TomlTable table = TomlTable::parse_file(file);
  table.required_choice("format", std::array<std::string_view, 1>{"spondyl-layout"});
  Layout layout;
  layout.width = static_cast<int>(number(table, "width", LayoutFile::least_pixels, most_pixels));
  layout.height = static_cast<int>(number(table, "height", LayoutFile::least_pixels, most_pixels));
  layout.left_panel = number(table, "left_panel", least_panel, most_panel);
  layout.right_panel = number(table, "right_panel", least_panel, most_panel);
  layout.mode = static_cast<Mode>(table.required_choice("mode", mode_names));
  layout.theme = static_cast<Theme>(table.required_choice("theme", theme_names));
  layout.text_scale = number(table, "text_scale", 0.8, 2);
  return layout;
}

std::string text_of(const Layout& layout) {
  return "format = \"spondyl-layout\"\nwidth = " + std::to_string(layout.width) +
         "\nheight = " + std::to_string(layout.height) + "\nleft_panel = " + to_text(layout.left_panel) +
         "\nright_panel = " + to_text(layout.right_panel) + "\nmode = \"" +
         std::string(mode_names[static_cast<std::size_t>(layout.mode)]) + "\"\ntheme = \"" +
         std::string(theme_names[static_cast<std::size_t>(layout.theme)]) +
         "\"\ntext_scale = " + to_text(layout.text_scale) + "\n";
}

}  // namespace

LayoutFile::LayoutFile(const std::filesystem::path& folder) : file_(folder / "layout.toml") {
  std::error_code ignored;
  if (!std::filesystem::exists(file_, ignored))
    return;
  try {
    layout_ = kept_ = read(file_);
  } catch (const core::Error& error) {
    notice_ =
        std::string("The window begins as it is for everybody. How it was left is not understood: ") + error.what();
  }
}

bool LayoutFile::keep(const Layout& layout, double seconds) {
  constexpr double enough = 0.5;
  if (std::min(layout.width, layout.height) < least_pixels)
    return false;
  quiet_seconds_ = layout == layout_ ? quiet_seconds_ + seconds : 0;
  layout_ = layout;
  return quiet_seconds_ > enough && write();
}

bool LayoutFile::write() {
  if (layout_ == kept_)
    return false;
  kept_ = layout_;
  std::error_code ignored;
  std::filesystem::create_directories(file_.parent_path(), ignored);
  try {
    study::write_atomically(file_, text_of(layout_));
    return false;
  } catch (const core::Error& error) {
    const std::string before = notice_;
    notice_ = std::string("How the window is left is not remembered: ") + error.what();
    return notice_ != before;
  }
}

}  // namespace spondyl::view
