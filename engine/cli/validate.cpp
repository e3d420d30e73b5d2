#include "cli/validate.hpp"

#include <algorithm>
#include <iostream>

#include "cli/answer.hpp"
#include "cli/interrupt.hpp"
#include "cli/progress_line.hpp"
#include "study/atomic_file.hpp"
#include "study/data_dir.hpp"
#include "study/gnuplot.hpp"
#include "study/mesh_convergence.hpp"
#include "study/parameter_file.hpp"
#include "study/scene_check.hpp"
#include "study/validation_document.hpp"
#include "study/validation_report.hpp"

namespace spondyl::cli {
namespace {

void write_docs(study::OutputFolder& folder, const study::Validation& validation, const study::ValidationData& data,
                const core::ParameterTable& parameters, const study::ValidationOptions& options) {
  const std::vector<study::Plot> plots = study::validation_plots(validation);
  for (const study::Plot& plot : plots)
    folder.add(std::filesystem::path("validation") / plot.file, study::draw_svg(plot.script, plot.width, plot.height));
  folder.add("validation.md", study::validation_document(validation, data, plots, parameters, options));
  folder.commit();
}

int show_convergence(const ValidateArguments& arguments, const core::ParameterTable& parameters) {
  std::optional<study::OutputFolder> docs;
  if (arguments.docs)
    docs.emplace(*arguments.docs);
  const spine::Resolution finest = std::max(arguments.options.resolution, spine::Resolution::standard);
  const Interrupt interrupt;
  ProgressLine line(arguments.is_quiet);
  const auto runs = study::mesh_convergence(parameters, finest, arguments.options.threads,
                                            {interrupt.token(), [&](const auto& event) { line.show(event); }});
  line.clear();
  if (!runs)
    return interrupted();
  const std::string text = study::mesh_convergence_document(*runs, parameters);
  const int saved = !docs ? exit_done : written([&] {
    docs->add("mesh_convergence.md", text);
    docs->commit();
  });
  return std::max(print(text), saved);
}

int check_scenes(const ValidateArguments& arguments, const core::ParameterTable& parameters) {
  const auto scenes = study::expecting_scenes(study::find_data_dir() / "scenes", parameters);
  const Interrupt interrupt;
  ProgressLine line(arguments.is_quiet);
  std::vector<study::SceneCheck> checks;
  for (const study::Scene& scene : scenes) {
    auto check = study::check_scene(scene, parameters, arguments.options.threads,
                                    {interrupt.token(), [&](const auto& event) { line.show(event); }});
    if (!check) {
      line.clear();
      return interrupted();
    }
    checks.push_back(*std::move(check));
  }
  line.clear();
  const int printed = print(study::scene_check_table(checks));
  if (!study::has_passed(checks))
    std::cerr << "spondyl: not everything is as the scenes expect\n";
  return study::has_passed(checks) ? printed : exit_failed;
}

}  // namespace

int validate(const ValidateArguments& arguments) {
  const std::filesystem::path models = study::find_data_dir() / "models";
  const core::ParameterTable parameters = study::read_parameters(models);
  if (arguments.is_convergence)
    return show_convergence(arguments, parameters);
  if (arguments.is_scenes)
    return check_scenes(arguments, parameters);
  const study::ValidationData data = study::read_validation(models / "validation", parameters);

  std::optional<study::OutputFolder> docs;
  if (arguments.docs) {
    study::draw_svg("plot x\n", 100, 100);  // before the work: a plotter that is not there should not cost minutes
    docs.emplace(*arguments.docs);
  }
  study::ValidationOptions options = arguments.options;
  options.has_curves = arguments.docs.has_value();

  const Interrupt interrupt;
  ProgressLine line(arguments.is_quiet);
  const auto validation =
      study::validate(data, parameters, options, {interrupt.token(), [&](const auto& event) { line.show(event); }});
  line.clear();
  if (!validation)
    return interrupted();
  const int saved = docs ? written([&] { write_docs(*docs, *validation, data, parameters, options); }) : exit_done;
  const auto& results = validation->results;
  const int printed = print(arguments.is_json ? study::validation_json(results) : study::validation_table(results));
  const study::ValidationSummary summary = study::summarize(results);
  if (!summary.has_passed())
    std::cerr << "spondyl: " << summary.failures.size() << " required rows are not inside\n";
  return summary.has_passed() ? std::max(printed, saved) : exit_failed;
}

}  // namespace spondyl::cli
