// SHA-256 of a text, for provenance.

#pragma once

#include <string>
#include <string_view>

namespace spondyl::core {

/// 64 lower-case hexadecimal digits.
std::string sha256(std::string_view text);

}  // namespace spondyl::core
