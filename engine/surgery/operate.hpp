// Operations as pure edits of the specification, in the order they are given; what cannot be done is refused.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "spine/specification.hpp"
#include "surgery/conditions.hpp"
#include "surgery/operation.hpp"

namespace spondyl::surgery {

struct Operated {
  spine::SpineSpec spec;
  /// What was cut, implanted, removed and how far it healed: "cut: ...", for each operation in its order.
  std::vector<std::string> record;
};

/// The spine after the operations. Throws bad_input saying in a surgeon's words which operation cannot be done, at which
/// level, why, and what to do instead; where().key is the argument at fault.
Operated operate(spine::SpineSpec spec, std::span<const Operation> operations, const Conditions& conditions);
Operated operate(spine::SpineSpec spec, const Operation& operation, const Conditions& conditions);

}  // namespace spondyl::surgery
