// What the window begins with: a scene file, one case of a parameter study, or a spine with L4-L5 fused.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "core/parameter.hpp"
#include "view/document.hpp"

namespace spondyl::view {

struct Opening {
  std::string source;                       ///< scene file, or with a case a store; empty: the default
  std::optional<std::size_t> case_id = {};  ///< its number in the store
  std::string plan = {};                    ///< of a study with several; empty: the first
};

/// A case belongs to no file: it is saved under a name of its own. Throws core::Error for a broken scene, a store that is
/// not there, and a case or a plan that is not in it or that is refused.
Document document_of(const Opening& opening, const core::ParameterTable& declared);

}  // namespace spondyl::view
