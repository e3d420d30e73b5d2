#include "cli/answer.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <iostream>
#include <utility>

#include "cli/interrupt.hpp"
#include "cli/progress_line.hpp"
#include "study/atomic_file.hpp"
#include "study/data_dir.hpp"
#include "study/expectation_check.hpp"
#include "study/fields_vtu.hpp"
#include "study/levels_csv.hpp"
#include "study/plans_table.hpp"
#include "study/progressive_answer.hpp"
#include "study/provenance.hpp"
#include "study/published_finding.hpp"
#include "study/published_risk.hpp"
#include "study/result.hpp"
#include "study/table.hpp"
#include "sweep/people.hpp"

namespace spondyl::cli {
namespace {

// False when interrupted.
bool write_files(study::OutputFolder& folder, const study::ExperimentResult& result, const std::string& json,
                 const std::stop_token& stop) {
  for (const study::StateResult& state : result.states) {
    for (const study::CaseResult& c : state.cases) {
      if (stop.stop_requested())
        return false;
      if (!c.converged())
        continue;
      const std::string name = state.name + "_" + std::string(study::name(c.protocol)) + "_" +
                               std::string(study::name(c.load_case)) + ".vtu";
      folder.add(std::filesystem::path("fields") / name, study::fields_vtu(*state.spine, c.state));
    }
  }
  folder.add("levels.csv", study::levels_csv(result));
  folder.add("result.json", json);
  folder.commit();
  return true;
}

// The numbers, what the scene expected of them, and what others have found.
std::string text_of(const study::Scene& scene, const study::Experiment& experiment,
                    const study::ExperimentResult& result) {
  std::string text = experiment.plans.size() > 1 ? study::plans_table(scene.name, experiment, result)
                                                 : study::result_table(scene.name, experiment, result);
  const auto add = [&](const std::string& block) { text += block.empty() ? "" : "\n" + block; };
  if (experiment.plans.size() <= 1 && !scene.expectations.empty()) {
    add("Expected of this scene\n" + study::expectation_table(study::check_expectations(scene.expectations, result)));
  }
  if (experiment.plans.empty())
    return text;
  const study::Plan& plan = experiment.plans.front();
  add(study::risk_text(experiment.parameters, plan, scene.is_smoker));
  add(study::findings_text(study::read_findings(study::find_data_dir() / "models"), plan));
  return text;
}

/// Nothing without people, or when stopped.
std::optional<study::Population> over_people(const study::Scene& scene, const study::Experiment& experiment,
                                             const core::ParameterTable& declared, const AnswerOptions& options,
                                             const std::stop_token& stop) {
  if (options.n_people == 0)
    return std::nullopt;
  const auto tell = [&](std::size_t n_done) {
    if (!options.is_quiet)
      std::cerr << n_done << " of " << options.n_people << " people\n";
  };
  return sweep::population_of(scene, experiment, declared, {options.n_people, options.threads, stop, tell});
}

}  // namespace

int interrupted() {
  std::cerr << "spondyl: interrupted, nothing was written\n";
  return exit_interrupted;
}

int print(const std::string& text) {
  errno = 0;
  if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0)
    return exit_done;
  std::cerr << "spondyl: stdout: " << std::strerror(errno) << '\n';
  return exit_failed;
}

int answer(const study::Scene& scene, std::vector<study::Plan> plans, const core::ParameterTable& declared,
           const AnswerOptions& options, const std::function<bool(const study::ExperimentResult&)>& is_right) {
  study::Experiment experiment = study::experiment_of(scene, declared);
  experiment.plans = std::move(plans);
  experiment.fidelity = options.fidelity;
  const Interrupt interrupt;
  std::optional<study::OutputFolder> folder;
  try {
    if (options.out)
      folder.emplace(*options.out);  // before the work: a folder that cannot be made should not cost a minute
    ProgressLine line(options.is_quiet);
    const auto result = study::run_progressively(experiment, options.threads,
                                                 {interrupt.token(), [&](const auto& event) { line.show(event); }});
    line.clear();
    if (!result)
      return interrupted();
    const auto population = over_people(scene, experiment, declared, options, interrupt.token());
    if (interrupt.token().stop_requested())
      return interrupted();
    const std::string json = study::result_json(
        *result, study::provenance_of(scene, experiment, options.threads, line.seconds()), population);
    if (folder && !write_files(*folder, *result, json, interrupt.token()))
      return interrupted();
    std::string text = options.is_json ? json : text_of(scene, experiment, *result);
    if (population && !options.is_json)
      text += "\n" + sweep::population_text(*population, *result);
    const int printed = print(text);
    if (!result->converged())
      std::cerr << "spondyl: some solves did not converge; their values are missing\n";
    const bool is_good = result->converged() && (!is_right || is_right(*result));
    return is_good ? printed : exit_failed;
  } catch (const core::Error& error) {
    if (error.code() != core::ErrorCode::io)
      throw;
    // Everything was read before: only writing can have failed.
    std::cerr << "spondyl: " << error.what() << '\n';
    return exit_failed;
  }
}

}  // namespace spondyl::cli
