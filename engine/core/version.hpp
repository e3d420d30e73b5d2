// What this program calls itself, and the commit it was built from ("unknown" outside a git checkout).
// Implemented in a generated file, see cmake/version.cmake.

#pragma once

#include <string_view>

namespace spondyl::core {

// "0.1.0"
std::string_view version();

// Twelve hex digits, followed by "-dirty" when the working tree differed from that commit.
std::string_view git_commit();

}  // namespace spondyl::core
