// Ways to fuse a level, and where a disc can be entered.
#pragma once

#include <array>
#include <string_view>

namespace spondyl::surgery {

/// none: an idealized mature block of bone, without anything that it takes to get there.
enum class Approach { none, plf, plif, tlif, alif, llif };
inline constexpr std::array<std::string_view, 6> approach_names{"none", "plf", "plif", "tlif", "alif", "llif"};
constexpr std::string_view name(Approach a) { return approach_names[static_cast<std::size_t>(a)]; }

/// posterior: beside the dural sac; transforaminal: where the facet joint was; lateral: through both flanks of the
/// annulus, whichever side the patient lies on.
enum class Entry { posterior, transforaminal, anterior, lateral };
inline constexpr std::array<std::string_view, 4> entry_names{"posterior", "transforaminal", "anterior", "lateral"};
constexpr std::string_view name(Entry e) { return entry_names[static_cast<std::size_t>(e)]; }

/// Has a left and a right.
constexpr bool is_sided(Entry e) { return e == Entry::posterior || e == Entry::transforaminal; }

}  // namespace spondyl::surgery
