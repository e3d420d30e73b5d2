#include "cli/calibrate.hpp"

#include <algorithm>
#include <cstdio>
#include <iostream>

#include "cli/answer.hpp"
#include "cli/interrupt.hpp"
#include "cli/progress_line.hpp"
#include "core/units.hpp"
#include "study/atomic_file.hpp"
#include "study/calibration_file.hpp"
#include "study/data_dir.hpp"
#include "study/follower_fit.hpp"
#include "study/parameter_file.hpp"
#include "study/validation_file.hpp"

namespace spondyl::cli {
namespace {

// Before the work: a folder that is not there should not cost minutes.
void check_out(const CalibrateArguments& arguments) {
  if (!arguments.out)
    return;
  const std::filesystem::path folder = std::filesystem::absolute(*arguments.out).parent_path();
  if (!std::filesystem::is_directory(folder) || std::filesystem::is_directory(*arguments.out)) {
    throw core::Error(core::ErrorCode::bad_input, {.key = "--out"}, "'" + arguments.out->string() + "'",
                      "a file in a folder that exists");
  }
}

int print_sensitivities(const core::ParameterTable& published, const study::CalibrationPlan& plan,
                        const std::vector<study::ValidationRow>& rows, const study::CalibrationOptions& options,
                        const study::ExperimentProgress& progress, ProgressLine& line) {
  const auto found = study::sensitivities(published, plan, rows, options, progress);
  line.clear();
  return found ? print(study::sensitivity_table(*found, plan)) : interrupted();
}

int write(const study::Calibration& calibration, const study::CalibrationPlan& plan,
          const core::ParameterTable& published, const CalibrateArguments& arguments) {
  const std::string table = study::calibration_table(calibration, plan);
  if (calibration.fit.residuals.size() == 0) {
    std::cerr << "spondyl: nothing was fitted: " << name(calibration.fit.status) << '\n';
    return exit_failed;
  }
  const std::string text = study::calibration_text(calibration, plan, published, arguments.options.resolution);
  if (!arguments.out) {
    std::cerr << table;
    return print(text);
  }
  const int saved = written([&] { study::write_atomically(*arguments.out, text); });
  return std::max(print(table), saved);
}

/// To `--out`, or to stdout without it.
int save(const std::string& text, const CalibrateArguments& arguments) {
  return arguments.out ? written([&] { study::write_atomically(*arguments.out, text); }) : print(text);
}

int calibrate_follower_path(const std::filesystem::path& models, const CalibrateArguments& arguments) {
  const spine::SpineSpec spec = spine::make_specification(study::read_parameters(models), arguments.options.resolution);
  const Interrupt interrupt;
  const auto on_round = [&](const study::FollowerFit& fit) {
    if (!arguments.is_quiet)
      std::fprintf(stderr, "round %d: largest rotation %.4f deg\n", fit.rounds, core::degrees(fit.largest_rotation()));
  };
  try {
    const study::FollowerFit fit = study::fit_follower_path(spec, study::follower_fit_force, arguments.options.threads,
                                                            interrupt.token(), on_round);
    if (fit.is_converged())
      return save(study::follower_path_toml(fit), arguments);
    std::cerr << "spondyl: no path found: a level still turns by "
              << core::to_text(core::degrees(fit.largest_rotation())) << " deg after " << fit.rounds
              << " rounds; nothing was written\n";
    return exit_failed;
  } catch (const core::Error&) {
    if (!interrupt.token().stop_requested())
      throw;
    return interrupted();
  }
}

}  // namespace

int calibrate(const CalibrateArguments& arguments) {
  const std::filesystem::path models = study::find_data_dir() / "models";
  check_out(arguments);
  if (arguments.what == "follower-path")
    return calibrate_follower_path(models, arguments);
  const core::ParameterTable published = study::read_published_parameters(models);
  const auto rows = study::read_validation(models / "validation", published).rows;
  const study::CalibrationPlan plan =
      study::read_calibration_plan(arguments.knobs.value_or(models / "calibration" / "knobs.toml"), published);

  const Interrupt interrupt;
  ProgressLine line(arguments.is_quiet);
  const study::ExperimentProgress progress{interrupt.token(), [&](const auto& event) { line.show(event); }};
  study::CalibrationOptions options = arguments.options;
  options.on_evaluated = [&](int evaluation, double misfit) {
    line.clear();
    if (!arguments.is_quiet)
      std::fprintf(stderr, "evaluation %d: misfit %.6f, %.0f s\n", evaluation, misfit, line.seconds());
  };
  if (arguments.is_sensitivities)
    return print_sensitivities(published, plan, rows, options, progress, line);

  const study::Calibration calibration = study::calibrate(published, plan, rows, options, progress);
  line.clear();
  if (calibration.fit.status == study::FitStatus::stopped && calibration.fit.residuals.size() == 0)
    return interrupted();
  const int written = write(calibration, plan, published, arguments);
  if (calibration.fit.status == study::FitStatus::stopped) {
    std::cerr << "spondyl: interrupted; what was best so far is written\n";
    return exit_interrupted;
  }
  return calibration.fit.status == study::FitStatus::converged ? written : exit_failed;
}

}  // namespace spondyl::cli
