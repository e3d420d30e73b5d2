#include "sweep/statistics.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace spondyl::sweep {
namespace {

using Rows = std::vector<StoredCase>;

std::vector<double> values_of(const Rows& rows, std::size_t output, std::size_t up_to_id) {
  std::vector<double> values;
  for (const StoredCase& row : rows) {
    if (row.id <= up_to_id && row.outcome.outputs[output])
      values.push_back(*row.outcome.outputs[output]);
  }
  return values;
}

/// Blocks of d + 2 cases that are all there.
std::vector<SaltelliSample> samples_of(const Rows& rows, std::size_t output, std::size_t d) {
  std::map<std::size_t, std::vector<double>> blocks;  // values in the order of the cases
  for (const StoredCase& row : rows) {
    if (row.outcome.outputs[output])
      blocks[(row.id - 1) / (d + 2)].push_back(*row.outcome.outputs[output]);
  }
  std::vector<SaltelliSample> samples;
  for (const auto& [block, values] : blocks) {
    if (values.size() == d + 2)
      samples.push_back({values[0], values[1], {values.begin() + 2, values.end()}});
  }
  return samples;
}

/// Numbers of the axes, and texts by their place among all texts of the axis.
std::vector<std::optional<Estimate>> correlations_of(const Rows& rows, std::size_t output, std::size_t d) {
  std::vector<std::set<std::string>> texts(d);
  for (const StoredCase& row : rows) {
    for (std::size_t k = 0; k < d; ++k) {
      if (const auto* text = std::get_if<std::string>(&row.inputs[k]))
        texts[k].insert(*text);
    }
  }
  std::vector<std::vector<double>> inputs;
  std::vector<double> values;
  for (const StoredCase& row : rows) {
    if (!row.outcome.outputs[output])
      continue;
    std::vector<double> x;
    for (std::size_t k = 0; k < d; ++k) {
      const auto* number = std::get_if<double>(&row.inputs[k]);
      x.push_back(number ? *number
                         : static_cast<double>(std::distance(texts[k].begin(), texts[k].find(to_text(row.inputs[k])))));
    }
    inputs.push_back(std::move(x));
    values.push_back(*row.outcome.outputs[output]);
  }
  return partial_rank_correlations(inputs, values);
}

OutputStatistics statistics_of(const Store& store, const Rows& rows, std::size_t output, const std::string& design) {
  OutputStatistics out;
  out.output = store.outputs()[output];
  const std::size_t d = store.axes().size();
  const std::vector<double> all = values_of(rows, output, store.n_cases());
  out.n_missing = rows.size() - all.size();
  if (all.empty())
    return out;
  out.summary = summarize(all);
  for (const std::size_t part : {8, 4, 2, 1}) {
    const std::vector<double> some = values_of(rows, output, store.n_cases() / part);
    if (!some.empty())
      out.convergence.push_back(summarize(some));
  }
  if (design == "sobol_indices")
    out.indices = sobol_indices(samples_of(rows, output, d));
  else if (design != "full_factorial" && design != "one_at_a_time")
    out.correlations = correlations_of(rows, output, d);
  return out;
}

void add_groups(const Store& store, const Rows& rows, bool is_one_at_a_time, std::vector<GroupStatistics>& groups) {
  for (std::size_t k = 0; k < store.axes().size(); ++k) {
    std::vector<Value> values;  // in the order of their first case; numbers sorted below
    for (const StoredCase& row : rows) {
      const bool is_base = is_one_at_a_time && std::holds_alternative<std::monostate>(row.inputs[k]);
      if (!is_base && std::find(values.begin(), values.end(), row.inputs[k]) == values.end())
        values.push_back(row.inputs[k]);
      if (values.size() > max_groups)
        break;
    }
    if (values.size() < (is_one_at_a_time ? 1U : 2U) || values.size() > max_groups)
      continue;
    if (std::all_of(values.begin(), values.end(), [](const Value& v) { return std::holds_alternative<double>(v); }))
      std::sort(values.begin(), values.end());
    for (std::size_t o = 0; o < store.outputs().size(); ++o) {
      for (const Value& value : values) {
        std::vector<double> sample;
        for (const StoredCase& row : rows) {
          if (row.inputs[k] == value && row.outcome.outputs[o])
            sample.push_back(*row.outcome.outputs[o]);
        }
        if (!sample.empty())
          groups.push_back({store.axes()[k], to_text(value), store.outputs()[o], summarize(std::move(sample))});
      }
    }
  }
}

/// "tlif.stress" -> stress, where tlif is a plan.
std::optional<std::string> output_of_plan(const std::string& output, const std::string& plan) {
  return output.starts_with(plan + ".") ? std::optional(output.substr(plan.size() + 1)) : std::nullopt;
}

void add_differences(const Store& store, const Rows& rows, std::vector<PlanDifference>& differences) {
  const std::vector<std::string> plans = store.plans();
  const auto& outputs = store.outputs();
  for (std::size_t a = 0; a < outputs.size(); ++a) {
    for (std::size_t b = a + 1; b < outputs.size(); ++b) {
      for (const std::string& first : plans) {
        for (const std::string& second : plans) {
          const auto of_first = output_of_plan(outputs[a], first), of_second = output_of_plan(outputs[b], second);
          if (first == second || !of_first || of_first != of_second)
            continue;
          std::vector<double> sample;
          std::size_t n_above = 0;
          for (const StoredCase& row : rows) {
            const auto& x = row.outcome.outputs[a];
            const auto& y = row.outcome.outputs[b];
            if (!x || !y)
              continue;
            sample.push_back(*x - *y);
            n_above += *x > *y ? 1 : 0;
          }
          if (sample.empty())
            continue;
          const double share = static_cast<double>(n_above) / static_cast<double>(sample.size());
          differences.push_back({*of_first, first, second, summarize(std::move(sample)), share});
        }
      }
    }
  }
}

}  // namespace

StudyStatistics statistics_of(const Store& store) {
  const Rows rows = store.rows();
  StudyStatistics out;
  out.name = store.meta("study");
  out.design = store.meta("design");
  out.axes = store.axes();
  out.n_cases = store.n_cases();
  out.n_finished = rows.size();
  std::map<std::string, std::size_t> reasons;
  for (const StoredCase& row : rows) {
    ++out.n_with_status[static_cast<std::size_t>(row.outcome.status)];
    out.seconds += row.seconds;
    if (row.outcome.status != Status::done)
      ++reasons[row.outcome.reason];
  }
  out.reasons.assign(reasons.begin(), reasons.end());
  std::stable_sort(out.reasons.begin(), out.reasons.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  for (std::size_t o = 0; o < store.outputs().size(); ++o)
    out.outputs.push_back(statistics_of(store, rows, o, out.design));
  add_groups(store, rows, out.design == "one_at_a_time", out.groups);
  add_differences(store, rows, out.differences);
  return out;
}

}  // namespace spondyl::sweep
