#include "study/comparison.hpp"

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
  const StateResult* intact = result.find("intact");
  const StateResult* operated = result.find("operated");
  std::vector<ComparisonRow> rows;
  if (!intact || !operated)
    return rows;
  for (const CaseResult& after : operated->cases) {
    const CaseResult* before = intact->find(after.load_case, after.protocol);
    for (const spine::Level level : spine::all_levels) {
      for (const Quantity& quantity : level_quantities()) {
        if (!quantity.is_compared)
          continue;
        const auto old_value = value(before, level, quantity), new_value = value(&after, level, quantity);
        rows.push_back({after.load_case, after.protocol, level, quantity.name, old_value, new_value,
                        change_percent(old_value, new_value)});
      }
    }
  }
  return rows;
}

bool is_fused(const spine::SpineModel& spine, spine::Level level) {
  return spine.spec.disc(level).fill == spine::DiscFill::bone_graft;
}

std::vector<spine::Level> adjacent_levels(const spine::SpineModel& spine) {
  std::vector<spine::Level> adjacent;
  for (const spine::Level level : spine::all_levels) {
    if (is_fused(spine, level))
      continue;
    const bool is_above = level.index + 1 < spine::n_levels && is_fused(spine, spine::Level{level.index + 1});
    const bool is_below = level.index > 0 && is_fused(spine, spine::Level{level.index - 1});
    if (is_above || is_below)
      adjacent.push_back(level);
  }
  return adjacent;
}

}  // namespace spondyl::study
