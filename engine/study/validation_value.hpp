// What the model says where a row publishes something.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "study/validation_run.hpp"

namespace spondyl::study {

struct RowValue {
  std::optional<double> ours;
  std::string reason;  ///< why there is none, such as "not converged: max_iterations at 10 Nm"
};

/// The values of all rows, in their order. Rows whose solves are not among the observations have none.
std::vector<RowValue> row_values(const std::vector<ValidationRow>& rows, const Observations& observations,
                                 const PlanOptions& options);

/// A row with its value.
struct ValidationResult {
  ValidationRow row;
  RowValue value;

  std::optional<bool> inside() const { return is_inside(row, value.ours); }
  /// Required, and outside or without a value.
  bool is_failure() const { return row.is_required && !inside().value_or(false); }
};

}  // namespace spondyl::study
