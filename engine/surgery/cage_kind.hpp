// Interbody cages as the catalog has them: their shape says from where they go in.
#pragma once

#include <array>
#include <string_view>

#include "surgery/approach.hpp"

namespace spondyl::surgery {

/// plif: one or a pair from behind; tlif: a banana across the front third; tlif_straight: one, oblique; of the anterior
/// and lateral ones two sizes each, llif by the depth of the footprint in mm.
enum class CageKind { plif, tlif, tlif_straight, alif, alif_large, llif_18, llif_22 };
inline constexpr std::array<std::string_view, 7> cage_kind_names{"plif",       "tlif",    "tlif_straight", "alif",
                                                                 "alif_large", "llif_18", "llif_22"};
constexpr std::string_view name(CageKind kind) { return cage_kind_names[static_cast<std::size_t>(kind)]; }

/// The opening it goes in through.
constexpr Entry entry_of(CageKind kind) {
  constexpr std::array<Entry, 7> entries{Entry::posterior, Entry::transforaminal, Entry::transforaminal,
                                         Entry::anterior,  Entry::anterior,       Entry::lateral,
                                         Entry::lateral};
  return entries[static_cast<std::size_t>(kind)];
}

}  // namespace spondyl::surgery
