// Texts for readers as data: titled sections of a TOML file in assets/texts, so that they can be translated.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace spondyl::study {

struct TextSection {
  std::string title, text;
};

/// The [[section]] tables of a file of the format "spondyl-text". Throws core::Error naming file and line.
std::vector<TextSection> read_text_sections(const std::filesystem::path& file);

}  // namespace spondyl::study
