#include "study/calibration.hpp"

#include <cmath>
#include <cstdio>

namespace spondyl::study {
namespace {

constexpr double difference = 0.1;  // of a deviation

LeastSquaresOptions bounds_of(const CalibrationPlan& plan) {
  LeastSquaresOptions options;
  const auto n = static_cast<Eigen::Index>(plan.knobs.size());
  options.lower.resize(n);
  options.upper.resize(n);
  for (Eigen::Index k = 0; k < n; ++k) {
    const Knob& knob = plan.knobs[static_cast<std::size_t>(k)];
    options.lower[k] = knob.deviations(knob.min);
    options.upper[k] = knob.deviations(knob.max);
  }
  options.difference = difference;
  options.tolerance = plan.tolerance;
  options.max_iterations = plan.max_iterations;
  return options;
}

template <class... Values>
std::string formatted(const char* format, Values... values) {
  std::array<char, 160> text{};
  std::snprintf(text.data(), text.size(), format, values...);
  return text.data();
}

std::string row_name(const ValidationRow& row) {
  return formatted("  %-6s %-24s", name(row.levels).c_str(), std::string(row.load.motion->name).c_str());
}

}  // namespace

Calibration calibrate(const core::ParameterTable& published, const CalibrationPlan& plan,
                      const std::vector<ValidationRow>& rows, const CalibrationOptions& options,
                      const ExperimentProgress& progress) {
  Calibration out;
  out.rows = calibration_rows(rows);
  CalibrationModel model(published, plan, out.rows, options.resolution, options.threads, progress);
  int n_evaluated = 0;
  const Residuals residuals = [&](const std::vector<Eigen::VectorXd>& candidates, const Eigen::VectorXd* near) {
    auto values = model.answers(candidates, near);
    for (std::size_t k = 0; k < values.size(); ++k) {
      ++n_evaluated;
      if (!values[k])
        continue;
      if (!near)
        out.rotations_before = values[k]->head(static_cast<Eigen::Index>(out.rows.size()));
      values[k] = model.residuals(*values[k], candidates[k]);
      if (options.on_evaluated && candidates.size() == 1)
        options.on_evaluated(n_evaluated, values[k]->squaredNorm());
    }
    return values;
  };
  const auto n = static_cast<Eigen::Index>(plan.knobs.size());
  out.fit = least_squares(residuals, Eigen::VectorXd::Zero(n), bounds_of(plan));
  if (out.fit.residuals.size() > 0) {
    const auto n_rows = static_cast<Eigen::Index>(out.rows.size());
    out.rotations_after = plan.deviation_deg * out.fit.residuals.head(n_rows);
    for (Eigen::Index r = 0; r < n_rows; ++r)
      out.rotations_after[r] += out.rows[static_cast<std::size_t>(r)].published.centre.value();
  }
  return out;
}

std::optional<Sensitivities> sensitivities(const core::ParameterTable& published, const CalibrationPlan& plan,
                                           const std::vector<ValidationRow>& rows, const CalibrationOptions& options,
                                           const ExperimentProgress& progress) {
  Sensitivities out;
  out.rows = calibration_rows(rows);
  CalibrationModel model(published, plan, out.rows, options.resolution, options.threads, progress);
  const Residuals rotations = [&](const std::vector<Eigen::VectorXd>& candidates, const Eigen::VectorXd* near) {
    return model.answers(candidates, near);
  };
  const Eigen::VectorXd at = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(plan.knobs.size()));
  const auto start = rotations({at}, nullptr);
  bool is_stopped = start.empty();
  int evaluations = 0;
  std::optional<Eigen::MatrixXd> jacobian;
  if (!is_stopped && start.front()) {
    out.rotations = *start.front();
    jacobian = difference_jacobian(rotations, at, out.rotations, bounds_of(plan), evaluations, is_stopped);
  }
  if (is_stopped)
    return std::nullopt;
  if (!jacobian)
    throw core::Error(core::ErrorCode::internal, {}, "a spine that does not converge near the published values",
                      "rotations at every candidate");
  out.derivatives = *std::move(jacobian);
  for (Eigen::Index k = 0; k < at.size(); ++k) {
    const Knob& knob = plan.knobs[static_cast<std::size_t>(k)];
    out.derivatives.col(k) /= knob.kind == KnobKind::offset ? knob.deviation : std::log(knob.deviation);
  }
  return out;
}

std::string sensitivity_table(const Sensitivities& s, const CalibrationPlan& plan) {
  std::string text =
      "d rotation (deg) / d ln factor; of offsets: per unit of the parameter. At the published values.\n\n";
  text += formatted("  %-6s %-24s%9s%9s", "", "", "ours", "measured");
  for (const Knob& knob : plan.knobs)
    text += formatted(" %18s", knob.id.c_str());
  text += "\n";
  for (std::size_t r = 0; r < s.rows.size(); ++r) {
    const auto row = static_cast<Eigen::Index>(r);
    text += row_name(s.rows[r]) + formatted("%9.2f%9.2f", s.rotations[row], s.rows[r].published.centre.value());
    for (Eigen::Index k = 0; k < s.derivatives.cols(); ++k)
      text += formatted(" %18.3f", s.derivatives(row, k));
    text += "\n";
  }
  return text;
}

std::string calibration_table(const Calibration& c, const CalibrationPlan& plan) {
  std::string text = formatted("%s after %d iterations, %d evaluations; misfit %.4f -> %.4f\n\n",
                               std::string(name(c.fit.status)).c_str(), c.fit.iterations, c.fit.evaluations,
                               c.fit.sum_before, c.fit.sum_after);
  for (std::size_t k = 0; k < plan.knobs.size() && c.fit.unknowns.size() > 0; ++k) {
    const Knob& knob = plan.knobs[k];
    text += formatted("  %-24s %-7s %8.4f   (%g to %g)\n", knob.id.c_str(),
                      std::string(knob_kind_names[static_cast<std::size_t>(knob.kind)]).c_str(),
                      knob.setting(c.fit.unknowns[static_cast<Eigen::Index>(k)]), knob.min, knob.max);
  }
  if (c.rotations_after.size() == 0 || c.rotations_before.size() == 0)
    return text;
  text += formatted("\n  %-6s %-24s%9s%9s%9s\n", "", "deg", "measured", "before", "after");
  for (std::size_t r = 0; r < c.rows.size(); ++r) {
    const auto row = static_cast<Eigen::Index>(r);
    text += row_name(c.rows[r]) + formatted("%9.2f%9.2f%9.2f\n", c.rows[r].published.centre.value(),
                                            c.rotations_before[row], c.rotations_after[row]);
  }
  return text;
}

}  // namespace spondyl::study
