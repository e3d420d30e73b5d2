#include "study/calibration_file.hpp"

#include "core/version.hpp"
#include "study/toml_table.hpp"

namespace spondyl::study {
namespace {

using core::Error;
using core::ErrorCode;
using core::to_text;

constexpr std::string_view format_name = "spondyl-calibration";

std::string in_quotes(std::string_view text) { return "\"" + std::string(text) + "\""; }

/// Of everything that a fit without follower load depends on: the path of that load is fitted afterwards.
std::string digest(const core::ParameterTable& published) {
  core::ParameterTable table;
  for (const core::Parameter& parameter : published) {
    if (!parameter.path.starts_with("follower.") && !parameter.path.starts_with("load."))
      table.declare(parameter);
  }
  return table.sha256();
}

std::string provenance(const Calibration& calibration, const CalibrationPlan& plan,
                       const core::ParameterTable& published, spine::Resolution resolution) {
  std::string rows;
  for (const ValidationRow& row : calibration.rows)
    rows += (rows.empty() ? "" : ", ") + in_quotes(row.id);
  const LeastSquaresFit& fit = calibration.fit;
  return "[provenance]\nprogram = " + in_quotes("spondyl " + std::string(core::version())) +
         "\npublished_sha256 = " + in_quotes(digest(published)) +
         "\nresolution = " + in_quotes(spine::name(resolution)) + "\nrows = [" + rows +
         "]\noptimizer = " + in_quotes("Levenberg-Marquardt, bounded, one-sided differences") +
         "\ndeviation_deg = " + to_text(plan.deviation_deg) + "\ntolerance = " + to_text(plan.tolerance) +
         "\nstatus = " + in_quotes(name(fit.status)) + "\niterations = " + std::to_string(fit.iterations) +
         "\nevaluations = " + std::to_string(fit.evaluations) + "\nmisfit_before = " + to_text(fit.sum_before) +
         "\nmisfit_after = " + to_text(fit.sum_after) + "\n";
}

bool is_parameter(const toml::table& table) { return table.contains("value"); }

}  // namespace

std::string calibration_text(const Calibration& calibration, const CalibrationPlan& plan,
                             const core::ParameterTable& published, spine::Resolution resolution) {
  std::string text =
      "# Written by `spondyl calibrate --out models/calibrated.toml`, not by hand; docs/calibration.md says how.\n"
      "# These values take the place of the published ones.\n\n";
  text += "format = " + in_quotes(format_name) + "\nversion = 1\n\n" +
          provenance(calibration, plan, published, resolution) + "\n[knobs]\n";
  const Eigen::VectorXd& unknowns = calibration.fit.unknowns;
  for (std::size_t k = 0; k < plan.knobs.size(); ++k)
    text += plan.knobs[k].id + " = " + to_text(plan.knobs[k].setting(unknowns[static_cast<Eigen::Index>(k)])) + "\n";
  text += "\n[parameters]\n";
  for (const TurnedParameter& parameter : turned_parameters(plan.knobs, unknowns, published)) {
    text += in_quotes(parameter.path) + " = { value = " + to_text(parameter.value) +
            ", published = " + to_text(published.value(parameter.path)) + " }\n";
  }
  return text;
}

std::vector<CalibratedParameter> read_calibrated(const std::filesystem::path& file) {
  const TomlTable root = TomlTable::parse_file(file);
  root.allow_only(std::array<std::string_view, 5>{"format", "version", "provenance", "knobs", "parameters"});
  if (root.required_text("format") != format_name)
    throw Error(ErrorCode::bad_input, root.where("format"), "another format", in_quotes(format_name));
  if (root.required_number("version") != 1)
    throw Error(ErrorCode::bad_input, root.where("version"), to_text(root.required_number("version")), "1");
  std::vector<CalibratedParameter> out;
  const auto parameters = root.table("parameters");
  if (!parameters)
    throw Error(ErrorCode::bad_input, root.where("parameters"), "nothing: the key is missing", "a table: [parameters]");
  for (const auto& entry : parameters->leaves(is_parameter)) {
    const TomlTable table = parameters->inside(entry);
    table.allow_only(std::array<std::string_view, 2>{"value", "published"});
    out.push_back({entry.key, table.required_number("value"), table.required_number("published"), entry.where});
  }
  return out;
}

}  // namespace spondyl::study
