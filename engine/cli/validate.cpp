#include "cli/validate.hpp"

#include <iostream>

#include "cli/answer.hpp"
#include "cli/interrupt.hpp"
#include "cli/progress_line.hpp"
#include "study/data_dir.hpp"
#include "study/parameter_file.hpp"
#include "study/validation_report.hpp"

namespace spondyl::cli {

int validate(const ValidateArguments& arguments) {
  const std::filesystem::path models = study::find_data_dir() / "models";
  const core::ParameterTable parameters = study::read_parameters(models);
  const study::ValidationData data = study::read_validation(models / "validation", parameters);

  const Interrupt interrupt;
  ProgressLine line(arguments.is_quiet);
  const auto validation = study::validate(data, parameters, arguments.options,
                                          {interrupt.token(), [&](const auto& event) { line.show(event); }});
  line.clear();
  if (!validation)
    return interrupted();
  const auto& results = validation->results;
  const int printed = print(arguments.is_json ? study::validation_json(results) : study::validation_table(results));
  const study::ValidationSummary summary = study::summarize(results);
  if (!summary.has_passed())
    std::cerr << "spondyl: " << summary.failures.size() << " required rows are not inside\n";
  return summary.has_passed() ? printed : exit_failed;
}

}  // namespace spondyl::cli
