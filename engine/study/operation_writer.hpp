// Writing [[operation]] and [healing] as study/operation_reader.hpp reads them. Internal to the writer of scenes.
#pragma once

#include <string>

#include "surgery/operation.hpp"

namespace spondyl::study {

/// The keys months, union and graft, a line each.
std::string healing_lines(const surgery::Healing& healing);

/// One [[operation]] with the keys that differ from what is taken without them.
std::string operation_lines(const surgery::Operation& operation);

/// A text in quotes, as TOML wants it.
std::string toml_text(std::string_view text);

}  // namespace spondyl::study
