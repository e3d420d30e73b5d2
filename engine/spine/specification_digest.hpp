// The content of a specification as a short text, by which what was built from it can be found again.
#pragma once

#include <string>

#include "spine/specification.hpp"

namespace spondyl::spine {

/// SHA-256 of every number of the specification: 64 hexadecimal digits. Equal specifications have equal digests; that
/// different ones do is what SHA-256 is for.
std::string digest(const SpineSpec& spec);

}  // namespace spondyl::spine
