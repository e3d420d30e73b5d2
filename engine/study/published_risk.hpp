// Published chance that a fusion does not heal, by levels and smoking: from studies of patients, nothing that the
// mechanics of this program predicts.
#pragma once

#include <string>

#include "core/parameter.hpp"
#include "study/experiment.hpp"

namespace spondyl::study {

struct RiskRange {
  double low = 0, high = 0;  ///< shares of patients, 0 to 1
};

/// Odds of one level times an odds ratio for each further level and for smoking (BOON2024, NUNNA2021, IJSS_FUSION,
/// CAGE2024, LEHR2020); low and high ends of all of them.
RiskRange non_union_risk(const core::ParameterTable& table, std::size_t n_levels, bool is_posterolateral,
                         bool is_smoker);

/// A sentence for each fusion of the plan that has an approach, with its sources; empty without one.
std::string risk_text(const core::ParameterTable& table, const Plan& plan, bool is_smoker);

}  // namespace spondyl::study
