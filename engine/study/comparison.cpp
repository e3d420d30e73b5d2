#include "study/comparison.hpp"

#include <algorithm>
#include <array>

#include "study/quantity.hpp"

namespace spondyl::study {
namespace {

std::optional<double> value(const CaseResult* result, spine::Level level, const Quantity& quantity) {
  if (!result || !result->converged())
    return std::nullopt;
  return quantity.value(result->measures[level]);
}

}  // namespace

std::optional<double> change_percent(std::optional<double> intact, std::optional<double> operated) {
  if (!intact || !operated || *intact == 0)
    return std::nullopt;
  return 100 * (*operated - *intact) / *intact;
}

std::vector<ComparisonRow> compare(const ExperimentResult& result) {
  std::vector<ComparisonRow> rows;
  const StateResult& intact = result.states.front();
  for (std::size_t s = 1; s < result.states.size(); ++s) {
    const StateResult& operated = result.states[s];
    for (const CaseResult& after : operated.cases) {
      const CaseResult* before = intact.find(after.load_case, after.protocol);
      for (const spine::Level level : spine::all_levels) {
        for (const Quantity& quantity : level_quantities()) {
          if (!quantity.is_compared)
            continue;
          const auto old_value = value(before, level, quantity), new_value = value(&after, level, quantity);
          rows.push_back({operated.name, after.load_case, after.protocol, level, quantity.name, old_value, new_value,
                          change_percent(old_value, new_value)});
        }
      }
    }
  }
  return rows;
}

bool is_fused(const spine::SpineModel& spine, spine::Level level) {
  const spine::Implants& implants = spine.spec.implants;
  const auto& rods = implants.rods;
  const auto& grafts = implants.posterolateral_grafts;
  return spine.spec.disc(level).fill == spine::DiscFill::bone_graft ||
         !implants.cages[static_cast<std::size_t>(level.index)].empty() ||
         std::any_of(grafts.begin(), grafts.end(), [&](const auto& graft) { return graft.level == level; }) ||
         std::any_of(rods.begin(), rods.end(),
                     [&](const spine::RodSpec& rod) { return rod.upper <= upper(level) && lower(level) <= rod.lower; });
}

bool is_decompressed(const spine::SpineModel& spine, spine::Level level) {
  if (is_fused(spine, level))
    return false;
  const auto& ligaments = spine.spec.ligaments[static_cast<std::size_t>(level.index)];
  const spine::DiscResection& disc = spine.spec.resections.discs[static_cast<std::size_t>(level.index)];
  const auto& bone = spine.spec.resections.bone;
  return disc.nucleus_share > 0 || !disc.windows.empty() ||
         std::any_of(ligaments.begin(), ligaments.end(),
                     [](const auto& ligament) {
                       return ligament.kept != std::array{1.0, 1.0};
                     }) ||
         std::any_of(bone.begin(), bone.end(), [&](const auto& cut) { return cut.vertebra == upper(level); });
}

std::vector<spine::Level> adjacent_levels(const spine::SpineModel& spine) {
  std::array<bool, spine::n_levels> is_operated{};
  for (const auto is : {is_fused, is_decompressed}) {
    for (const spine::Level level : spine::all_levels)
      is_operated[static_cast<std::size_t>(level.index)] = is(spine, level);
    if (std::find(is_operated.begin(), is_operated.end(), true) != is_operated.end())
      break;
  }
  std::vector<spine::Level> adjacent;
  for (std::size_t i = 0; i < is_operated.size(); ++i) {
    const bool is_above = i + 1 < is_operated.size() && is_operated[i + 1];
    const bool is_below = i > 0 && is_operated[i - 1];
    if (!is_operated[i] && (is_above || is_below))
      adjacent.push_back({static_cast<int>(i)});
  }
  return adjacent;
}

}  // namespace spondyl::study
