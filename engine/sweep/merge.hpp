// Stores of the shards of one study, joined.
#pragma once

#include <filesystem>
#include <vector>

namespace spondyl::sweep {

/// How complete the joined store is.
struct Merged {
  std::size_t n_cases = 0;
  std::size_t n_of_study = 0;
};

/// Makes the store in `folder` (which must have none yet) of all cases of the others, in the order of their numbers, or
/// leaves nothing behind. Throws bad_input for a store of another study, and for a case that two stores hold and that
/// differs between them; io.
Merged merge(const std::vector<std::filesystem::path>& stores, const std::filesystem::path& folder);

}  // namespace spondyl::sweep
