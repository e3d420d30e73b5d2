#include "study/validation_value.hpp"

#include <algorithm>
#include <cmath>

#include "core/units.hpp"

namespace spondyl::study {
namespace {

/// A value that is not there, and why.
struct Missing {
  std::string reason;
};

const Observation& at(const LoadPath& path, double point, const Observations& observations) {
  const auto result = observations.find(path);
  if (result == observations.end())
    throw Missing{"not solved"};
  const auto found = result->second.points.find(point);
  if (found == result->second.points.end())
    throw Missing{result->second.failure.empty() ? "not solved" : "not converged: " + result->second.failure};
  return found->second;
}

double required(const std::optional<double>& value) {
  if (!value)
    throw Missing{"the specimen lacks the part"};
  return *value;
}

template <class Value>
double sum_over(const LevelSpan& levels, const Value& value) {
  double sum = 0;
  for (int k = levels.first.index; k <= levels.last.index; ++k)
    sum += value(spine::Level{k});
  return sum;
}

/// Left and right facet force; `toward_left`: the case bends or turns to the left.
struct FacetForces {
  double left, right;
  double total() const { return left + right; }
};

FacetForces facet_forces(const Observation& o, const LevelSpan& levels) {
  FacetForces f{0, 0};
  for (int k = levels.first.index; k <= levels.last.index; ++k) {
    const auto& force = o.measures[spine::Level{k}].facet_force;
    f.left += required(force[0]);
    f.right += required(force[1]);
  }
  return f;
}

bool is_to_left(const std::optional<LoadCase>& load_case) {
  return load_case == LoadCase::lateral_bending_left || load_case == LoadCase::axial_rotation_left;
}

double ligament_force(const Observation& o, const LevelSpan& levels) {
  return sum_over(levels, [&](spine::Level level) {
    const auto& force = o.measures[level].ligament_force;
    return force[static_cast<std::size_t>(spine::Ligament::ISL)].value_or(0) +
           force[static_cast<std::size_t>(spine::Ligament::SSL)].value_or(0);
  });
}

double rotation_deg(const Observation& o, const LevelSpan& levels) {
  return core::degrees(sum_over(levels, [&](spine::Level level) { return o.measures[level].rotation; }));
}

double measured(const ValidationRow& row, const ValidationLoad& load, std::optional<LoadCase> load_case,
                const Observation& o) {
  const LevelSpan& levels = row.levels;
  switch (row.measure) {
    case Measure::rotation_deg:
      return rotation_deg(o, levels);
    case Measure::secant_stiffness_Nm_per_deg:
      return load.moment_Nm / rotation_deg(o, levels);
    case Measure::secant_stiffness_Nm_per_rad:
      return load.moment_Nm / core::radians(rotation_deg(o, levels));
    case Measure::intradiscal_pressure_MPa:
      return required(o.measures[levels.first].intradiscal_pressure);
    case Measure::axial_displacement_mm:
      return sum_over(levels, [&](spine::Level l) { return o.axial_displacement[static_cast<std::size_t>(l.index)]; });
    case Measure::follower_rotation_deg:
      return core::degrees(o.measures[levels.first].coupled_rotation.norm());
    case Measure::facet_force_N:
      return 0.5 * facet_forces(o, levels).total();
    case Measure::facet_force_ipsilateral_N:
      return is_to_left(load_case) ? facet_forces(o, levels).left : facet_forces(o, levels).right;
    case Measure::facet_force_contralateral_N:
      return is_to_left(load_case) ? facet_forces(o, levels).right : facet_forces(o, levels).left;
    case Measure::facet_share_percent:
      return 100 * facet_forces(o, levels).total() / load.follower_N / levels.size();
    case Measure::facet_asymmetry_percent: {
      const FacetForces f = facet_forces(o, levels);
      return f.total() > 0 ? 100 * std::abs(f.left - f.right) / f.total() : 0;
    }
    case Measure::interspinous_force_N:
      return ligament_force(o, levels);
    case Measure::disc_bulge_mm:
      return required(o.measures[levels.first].bulge);
    case Measure::mean_absolute_error:
    case Measure::max_absolute_error:
      break;
  }
  throw Missing{"not a measure of one state"};
}

double value_under(const ValidationRow& row, const ValidationLoad& load, const Observations& observations,
                   const PlanOptions& options) {
  const std::vector<LoadCase> cases = solved_cases(*load.motion, options);
  if (cases.empty())
    return measured(row, load, {}, at({load.specimen, 0, {}}, load.follower_N, observations));
  double sum = 0;
  for (const LoadCase load_case : cases)
    sum +=
        measured(row, load, load_case, at({load.specimen, load.follower_N, load_case}, load.moment_Nm, observations));
  const double mean = sum / static_cast<double>(cases.size());
  // A sum over both sides of which one was solved is twice that one.
  return load.motion->is_sum ? 2 * mean : mean;
}

double related(const ValidationRow& row, const Observations& observations, const PlanOptions& options) {
  const double a = value_under(row, row.load, observations, options);
  if (row.relation == Relation::value)
    return a;
  const ValidationLoad& reference = row.reference.value();
  const double b = value_under(row, reference, observations, options);
  switch (row.relation) {
    case Relation::ratio:
      return a / b;
    case Relation::difference:
      return a - b;
    case Relation::slope:
      return (row.load.follower_N - reference.follower_N) / (a - b);
    case Relation::value:
      break;
  }
  return a;
}

/// Deviations of the rows that a pattern names from their published centres.
double error_of(const ValidationRow& row, const std::vector<ValidationRow>& rows, const std::vector<RowValue>& values) {
  double sum = 0, largest = 0;
  int n = 0;
  for (std::size_t k = 0; k < rows.size(); ++k) {
    const bool is_member = std::any_of(row.of.begin(), row.of.end(),
                                       [&](const std::string& pattern) { return matches(pattern, rows[k].id); });
    if (!is_member)
      continue;
    if (!values[k].ours)
      throw Missing{"no value of " + rows[k].id};
    const double error = std::abs(*values[k].ours - rows[k].published.centre.value());
    sum += error;
    largest = std::max(largest, error);
    ++n;
  }
  return row.measure == Measure::mean_absolute_error ? sum / n : largest;
}

template <class Compute>
RowValue value_or_reason(const Compute& compute) {
  try {
    const double value = compute();
    return std::isfinite(value) ? RowValue{value, {}} : RowValue{{}, "not a number"};
  } catch (const Missing& missing) {
    return {{}, missing.reason};
  }
}

}  // namespace

std::vector<RowValue> row_values(const std::vector<ValidationRow>& rows, const Observations& observations,
                                 const PlanOptions& options) {
  std::vector<RowValue> values(rows.size());
  for (std::size_t k = 0; k < rows.size(); ++k) {
    if (is_error_measure(rows[k].measure))
      continue;
    values[k] = value_or_reason([&] { return related(rows[k], observations, options); });
  }
  for (std::size_t k = 0; k < rows.size(); ++k) {
    if (is_error_measure(rows[k].measure))
      values[k] = value_or_reason([&] { return error_of(rows[k], rows, values); });
  }
  return values;
}

}  // namespace spondyl::study
