// A validation as people and programs read it: the table on the terminal, `validate --json`, and the words both share
// with docs/validation.md.
#pragma once

#include <string>
#include <vector>

#include "study/validation_value.hpp"

namespace spondyl::study {

/// Rows of one heading, in the order of the file.
struct ValidationGroup {
  std::string title;
  std::vector<const ValidationResult*> results;
};
std::vector<ValidationGroup> grouped(const std::vector<ValidationResult>& results);

/// What the rows come to. Rows the fit has seen are counted by themselves.
struct ValidationSummary {
  struct Count {
    int inside = 0, outside = 0, without_value = 0, information = 0;
  };
  Count judging;                      ///< use = validation
  Count calibration;                  ///< use = calibration
  Count agreement;                    ///< use = agreement
  std::vector<std::string> failures;  ///< ids of required rows that are outside or have no value
  bool has_passed() const { return failures.empty(); }
};
ValidationSummary summarize(const std::vector<ValidationResult>& results);

/// "5.80 (4.30 … 7.30, SD)" or "≤ 134", as published.
std::string published_text(const Published& published);
/// "3.80 … 7.80", "≤ 0.5", "–" where nothing is accepted.
std::string accepted_text(const ValidationRow& row);
/// The model's value, or "–".
std::string ours_text(const ValidationResult& result);
/// "inside", "OUTSIDE", "no value", "shown only".
std::string verdict(const ValidationResult& result);
/// "flexion, 7.5 Nm, 600 N, fsu without SSL"
std::string load_text(const ValidationRow& row);
/// Sentences: how many inside and outside, and which required rows fail.
std::string summary_text(const ValidationSummary& summary);

/// Everything, one line a row, with the explanations of rows outside. No row is left out.
std::string validation_table(const std::vector<ValidationResult>& results);

/// {format, version, rows[{id, quantity, load_case, level, published{...}, ours, inside, required, ...}], summary}; its
/// schema is docs/validation.schema.json.
std::string validation_json(const std::vector<ValidationResult>& results);

}  // namespace spondyl::study
