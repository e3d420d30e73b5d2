// What can be done to a spine: each operation is an edit of its specification.

#pragma once

#include <variant>
#include <vector>

#include "spine/level.hpp"

namespace spondyl::surgery {

/// One to three neighboring levels, from the top, become one block: mature bone graft in the place of each disc.
struct Fusion {
  std::vector<spine::Level> levels;
};

using Operation = std::variant<Fusion>;

}  // namespace spondyl::surgery
