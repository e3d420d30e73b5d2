// What an axis takes in one case: a number, a text (or flag or list, written as in TOML), or nothing: as in the scene.
#pragma once

#include <string>
#include <variant>

namespace spondyl::sweep {

using Value = std::variant<std::monostate, double, std::string>;

/// "0.5", "tlif", "[\"L4-L5\"]", "" for nothing.
std::string to_text(const Value& value);

/// The other way round, for a cell of a table: a number where the text is one.
Value to_value(const std::string& text);

}  // namespace spondyl::sweep
