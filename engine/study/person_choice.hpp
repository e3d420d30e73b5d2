// Whose spine a scene is about: a person of the table or drawn at random, a lateral radiograph, both (the radiograph then
// says what it shows, the person the rest), single measures, and parameters of one's own, which have the last word.

#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "spine/person.hpp"
#include "study/scene.hpp"

namespace spondyl::study {

struct PersonChoice {
  std::optional<std::string> name;
  core::Where name_where;
  std::optional<std::filesystem::path> radiograph;
  core::Where radiograph_where;
  std::optional<std::uint64_t> seed = {};  ///< of a random person; not beside a name
  core::Where seed_where = {};
  std::vector<spine::Measure> measures = {};  ///< other lengths scale along
};

/// What the choice changes in `declared`, and then `own`: a table with these overrides in this order is the spine.
/// Those of `own` on person.* and population.* are heard before the person is made. Throws core::Error at the place of
/// the choice or in the radiograph's file.
std::vector<ParameterOverride> person_overrides(const PersonChoice& choice, const core::ParameterTable& declared,
                                                std::vector<ParameterOverride> own);

}  // namespace spondyl::study
