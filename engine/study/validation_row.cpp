#include "study/validation_row.hpp"

#include <algorithm>

namespace spondyl::study {
namespace {

using C = LoadCase;

constexpr std::array<Motion, 13> all_motions{{
    {"flexion", {C::flexion, {}}, false},
    {"extension", {C::extension, {}}, false},
    {"lateral_bending_left", {C::lateral_bending_left, {}}, false},
    {"lateral_bending_right", {C::lateral_bending_right, {}}, false},
    {"axial_rotation_left", {C::axial_rotation_left, {}}, false},
    {"axial_rotation_right", {C::axial_rotation_right, {}}, false},
    {"lateral_bending_one_side", {C::lateral_bending_left, C::lateral_bending_right}, false},
    {"axial_rotation_one_side", {C::axial_rotation_left, C::axial_rotation_right}, false},
    {"flexion_extension", {C::flexion, C::extension}, true},
    {"lateral_bending_both", {C::lateral_bending_left, C::lateral_bending_right}, true},
    {"axial_rotation_both", {C::axial_rotation_left, C::axial_rotation_right}, true},
    {"compression", {}, false},
    {"standing", {C::standing, {}}, false},
}};

void check_for_fit(const ValidationRow& row) {
  const auto refuse = [&](const std::string& found) {
    throw core::Error(core::ErrorCode::bad_input, row.where, found + " for calibration ('" + row.id + "')",
                      "a rotation of one level of the intact spine under a pure moment, not of L2-L3 or L4-L5",
                      "these levels judge the fit");
  };
  if (row.measure != Measure::rotation_deg || row.relation != Relation::value)
    refuse("something else than a rotation");
  if (!row.levels.is_one())
    refuse("several levels");
  if (std::find(held_out_levels.begin(), held_out_levels.end(), row.levels.first) != held_out_levels.end())
    refuse("the level " + name(row.levels));
  if (!(row.load.specimen == Specimen{}) || row.load.follower_N != 0 || !row.published.centre)
    refuse("another experiment");
}

}  // namespace

std::span<const Motion> motions() { return all_motions; }

std::string name(const LevelSpan& levels) {
  return std::string(spine::name(upper(levels.first))) + "-" + std::string(spine::name(lower(levels.last)));
}

std::optional<LevelSpan> find_levels(std::string_view text) {
  for (const spine::Level first : spine::all_levels) {
    for (const spine::Level last : spine::all_levels) {
      if (first <= last && name(LevelSpan{first, last}) == text)
        return LevelSpan{first, last};
    }
  }
  return std::nullopt;
}

std::optional<bool> is_inside(const ValidationRow& row, const std::optional<double>& ours) {
  if (!ours || !row.accepted)
    return std::nullopt;
  return row.accepted->contains(*ours);
}

std::vector<ValidationRow> calibration_rows(const std::vector<ValidationRow>& rows) {
  std::vector<ValidationRow> out;
  for (const ValidationRow& row : rows) {
    if (row.use != RowUse::calibration)
      continue;
    check_for_fit(row);
    out.push_back(row);
  }
  return out;
}

bool matches(std::string_view pattern, std::string_view id) {
  if (pattern.empty())
    return id.empty();
  if (pattern.front() == '*')
    return matches(pattern.substr(1), id) || (!id.empty() && matches(pattern, id.substr(1)));
  return !id.empty() && pattern.front() == id.front() && matches(pattern.substr(1), id.substr(1));
}

}  // namespace spondyl::study
