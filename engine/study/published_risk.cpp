#include "study/published_risk.hpp"

#include <cmath>

#include "study/text_columns.hpp"

namespace spondyl::study {
namespace {

double combined(double share, double odds_ratio_per_level, double odds_ratio_smoking, std::size_t n_levels) {
  const double odds =
      share / (1 - share) * std::pow(odds_ratio_per_level, static_cast<double>(n_levels - 1)) * odds_ratio_smoking;
  return odds / (1 + odds);
}

std::string range_text(const RiskRange& range) {
  return text::fixed(100 * range.low, 0) + " to " + text::fixed(100 * range.high, 0) + " %";
}

}  // namespace

RiskRange non_union_risk(const core::ParameterTable& table, std::size_t n_levels, bool is_posterolateral,
                         bool is_smoker) {
  const auto at = [&](const std::string& key) { return table.value("published_risk.non_union." + key); };
  const std::string base = is_posterolateral ? "posterolateral" : "one_level";
  const auto end = [&](const std::string& which) {
    return combined(at(base + "_" + which), at("odds_ratio_per_level_" + which),
                    is_smoker ? at("odds_ratio_smoking_" + which) : 1, n_levels);
  };
  return {end("low"), end("high")};
}

std::string risk_text(const core::ParameterTable& table, const Plan& plan, bool is_smoker) {
  std::string out;
  for (const surgery::Operation& operation : plan.operations) {
    const auto* fusion = std::get_if<surgery::Fusion>(&operation);
    if (!fusion || fusion->approach == surgery::Approach::none)
      continue;
    const bool is_posterolateral = fusion->approach == surgery::Approach::plf;
    const std::size_t n = fusion->levels.size();
    const std::string what = std::string(is_posterolateral ? "a posterolateral" : "an interbody") + " fusion of " +
                             std::to_string(n) + (n == 1 ? " level" : " levels");
    out += "Published risk, which this model does not predict: " + what + " does not heal in " +
           range_text(non_union_risk(table, n, is_posterolateral, false)) + " of patients, in " +
           range_text(non_union_risk(table, n, is_posterolateral, true)) + " of smokers" +
           (is_smoker ? " (this plan's)" : "") +
           ". Sources: " + (is_posterolateral ? "LEHR2020" : "CAGE2024, IJSS_FUSION") + ", BOON2024, NUNNA2021. ";
  }
  return out.empty() ? out : text::wrapped(out.substr(0, out.size() - 1));
}

}  // namespace spondyl::study
