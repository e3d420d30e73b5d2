// Operations as pure edits of the specification, in the order they are given; what cannot be done is refused.

#pragma once

#include <span>
#include <string>
#include <vector>

#include "spine/specification.hpp"
#include "surgery/operation.hpp"

namespace spondyl::surgery {

/// The spine after one operation. Throws bad_input saying why it cannot be done.
spine::SpineSpec operate(spine::SpineSpec spec, const Operation& operation);
spine::SpineSpec operate(spine::SpineSpec spec, std::span<const Operation> operations);

/// What is cut and what is implanted, one plain sentence each.
std::vector<std::string> describe(const Operation& operation);

}  // namespace spondyl::surgery
