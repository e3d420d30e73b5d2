// Other people than the measured man of the default spine: by name (rows person.* of the table), drawn at random from
// the published spreads (rows population.*), or from measures of one's own. Only widths, depths and heights of
// endplates, bodies and discs are measured on people; every other length of the default spine is scaled with them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/parameter.hpp"

namespace spondyl::spine {

/// The anatomy of the table, unchanged.
inline constexpr std::string_view default_person = "default";

/// "default" and every person that the table knows, in the order of their names.
std::vector<std::string> person_names(const core::ParameterTable& table);

/// A measured length or angle: a path of the table, its value in the unit of the table.
struct Measure {
  std::string path;
  double value = 0;
  core::Where where = {};  ///< for a message, should it be refused
};

/// The table with the measures set and the lengths scaled that go with them. Lengths of a vertebra along x scale with
/// the mean depth of its endplates, along y with their mean width (with depth where no width is measured), along z
/// with its mean height; facet joints move apart as the middles of their bodies do. Scaled lengths stay within their
/// ranges. Throws bad_input at the place of a measure outside its range.
core::ParameterTable with_measures(core::ParameterTable table, std::span<const Measure> measures);

/// The table with the anatomy of a person of the table. Throws bad_input at `where` for an unknown name.
core::ParameterTable with_person(core::ParameterTable table, std::string_view name, const core::Where& where = {});

/// The table with a person drawn from population.*: normal distributions, truncated; size, vertebra and measure add up
/// to every deviation (shares of variance in the table). Discs are drawn by height and wedge, the sacral slope goes
/// with the lordosis. The same seed gives the same person.
core::ParameterTable random_person(core::ParameterTable table, std::uint64_t seed);

}  // namespace spondyl::spine
