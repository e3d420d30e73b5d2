// Vertebrae and the levels between them, and the names people write for them: "L4-L5", or a span "L3-L5" for the
// neighboring levels L3-L4 and L4-L5.

#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"

namespace spondyl::spine {

inline constexpr int n_vertebrae = 6;
inline constexpr int n_levels = 5;
inline constexpr int max_fused_levels = 3;

enum class Vertebra { L1, L2, L3, L4, L5, S1 };

inline constexpr std::array<std::string_view, n_vertebrae> vertebra_names{"L1", "L2", "L3", "L4", "L5", "S1"};
inline constexpr std::array<std::string_view, n_levels> level_names{"L1-L2", "L2-L3", "L3-L4", "L4-L5", "L5-S1"};

inline constexpr std::array<Vertebra, n_vertebrae> all_vertebrae{Vertebra::L1, Vertebra::L2, Vertebra::L3,
                                                                 Vertebra::L4, Vertebra::L5, Vertebra::S1};

/// A motion segment, counted from the top: 0 is L1-L2, 4 is L5-S1.
struct Level {
  int index = 0;

  constexpr auto operator<=>(const Level&) const = default;
};

inline constexpr std::array<Level, n_levels> all_levels{Level{0}, Level{1}, Level{2}, Level{3}, Level{4}};

constexpr std::string_view name(Vertebra vertebra) { return vertebra_names[static_cast<std::size_t>(vertebra)]; }
constexpr std::string_view name(Level level) { return level_names[static_cast<std::size_t>(level.index)]; }
constexpr Vertebra upper(Level level) { return static_cast<Vertebra>(level.index); }
constexpr Vertebra lower(Level level) { return static_cast<Vertebra>(level.index + 1); }

/// One to three neighboring levels, from the top, each once. Names are levels or spans, in any order.
/// Throws bad_input at `where` for an unknown or reversed name, a repeated level, a gap, or too many levels.
std::vector<Level> parse_levels(std::span<const std::string> names, const core::Where& where = {});

}  // namespace spondyl::spine
