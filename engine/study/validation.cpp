#include "study/validation.hpp"

#include <algorithm>

namespace spondyl::study {
namespace {

bool names(const ValidationRow& aggregate, const ValidationRow& row) {
  return std::any_of(aggregate.of.begin(), aggregate.of.end(),
                     [&](const std::string& pattern) { return matches(pattern, row.id); });
}

std::vector<ValidationRow> shown_rows(const ValidationData& data, const ValidationOptions& options) {
  std::vector<ValidationRow> rows;
  for (const ValidationRow& row : data.rows) {
    if (matches(options.pattern, row.id) && (!options.is_quick || is_quick(row)))
      rows.push_back(row);
  }
  if (rows.empty()) {
    throw core::Error(core::ErrorCode::bad_input, {.key = "--rows"}, "'" + options.pattern + "', which fits no row",
                      "a pattern that some id fits, such as YAM89_*");
  }
  return rows;
}

/// The shown rows, then those that shown error measures are made of.
std::vector<ValidationRow> with_members(std::vector<ValidationRow> rows, const ValidationData& data) {
  const std::size_t n_shown = rows.size();
  for (const ValidationRow& row : data.rows) {
    const auto is_needed = [&](const ValidationRow& shown) { return names(shown, row); };
    const auto is_this = [&](const ValidationRow& shown) { return shown.id == row.id; };
    const auto end = rows.begin() + static_cast<std::ptrdiff_t>(n_shown);
    if (std::any_of(rows.begin(), end, is_needed) && std::none_of(rows.begin(), end, is_this))
      rows.push_back(row);
  }
  return rows;
}

}  // namespace

std::optional<Validation> validate(const ValidationData& data, const core::ParameterTable& parameters,
                                   const ValidationOptions& options, const ExperimentProgress& progress) {
  std::vector<ValidationRow> rows = shown_rows(data, options);
  const std::size_t n_shown = rows.size();
  rows = with_members(std::move(rows), data);

  Validation out;
  out.plan = {options.is_quick, options.has_curves};
  ValidationPlan plan;
  for (const ValidationRow& row : rows)
    add_to_plan(row, out.plan, plan);
  auto observations = run(plan, parameters, options.resolution, options.threads, progress);
  if (!observations)
    return std::nullopt;
  out.observations = *std::move(observations);

  std::vector<RowValue> values = row_values(rows, out.observations, out.plan);
  for (std::size_t k = 0; k < n_shown; ++k)
    out.results.push_back({std::move(rows[k]), std::move(values[k])});
  return out;
}

}  // namespace spondyl::study
