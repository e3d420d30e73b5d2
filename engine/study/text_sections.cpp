#include "study/text_sections.hpp"

#include <array>

#include "study/toml_table.hpp"

namespace spondyl::study {

std::vector<TextSection> read_text_sections(const std::filesystem::path& file) {
  const TomlTable root = TomlTable::parse_file(file);
  root.required_choice("format", std::array<std::string_view, 1>{"spondyl-text"});
  root.allow_only(std::array<std::string_view, 3>{"format", "language", "section"});
  std::vector<TextSection> out;
  for (const TomlTable& section : root.tables("section")) {
    section.allow_only(std::array<std::string_view, 2>{"title", "text"});
    out.push_back({section.required_text("title"), section.required_text("text")});
  }
  return out;
}

}  // namespace spondyl::study
