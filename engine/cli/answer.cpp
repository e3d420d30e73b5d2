#include "cli/answer.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <iostream>

#include "cli/interrupt.hpp"
#include "cli/progress_line.hpp"
#include "study/atomic_file.hpp"
#include "study/fields_vtu.hpp"
#include "study/levels_csv.hpp"
#include "study/provenance.hpp"
#include "study/result.hpp"
#include "study/table.hpp"

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

}  // namespace

int interrupted() {
  std::cerr << "spondyl: interrupted, nothing was written\n";
  return exit_interrupted;
}

int written(const std::function<void()>& write) {
  try {
    write();
    return exit_done;
  } catch (const core::Error& error) {
    if (error.code() != core::ErrorCode::io)
      throw;
    std::cerr << "spondyl: " << error.what() << '\n';
    return exit_failed;
  }
}

int print(const std::string& text) {
  errno = 0;
  if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0)
    return exit_done;
  std::cerr << "spondyl: stdout: " << std::strerror(errno) << '\n';
  return exit_failed;
}

int answer(const study::Scene& scene, const core::ParameterTable& declared, const AnswerOptions& options) {
  const study::Experiment experiment{study::with_overrides(declared, scene.parameters), scene.resolution,
                                     scene.operations, scene.loads};
  const Interrupt interrupt;
  std::optional<study::OutputFolder> folder;
  try {
    if (options.out)
      folder.emplace(*options.out);  // before the work: a folder that cannot be made should not cost a minute
    ProgressLine line(options.is_quiet);
    const auto result =
        study::run(experiment, options.threads, {interrupt.token(), [&](const auto& event) { line.show(event); }});
    line.clear();
    if (!result)
      return interrupted();
    const std::string json =
        study::result_json(*result, study::provenance_of(scene, experiment, options.threads, line.seconds()));
    if (folder && !write_files(*folder, *result, json, interrupt.token()))
      return interrupted();
    const int printed = print(options.is_json ? json : study::result_table(scene.name, experiment, *result));
    if (!result->converged())
      std::cerr << "spondyl: some solves did not converge; their values are missing\n";
    return result->converged() ? printed : exit_failed;
  } catch (const core::Error& error) {
    if (error.code() != core::ErrorCode::io)
      throw;
    // Everything was read before: only writing can have failed.
    std::cerr << "spondyl: " << error.what() << '\n';
    return exit_failed;
  }
}

}  // namespace spondyl::cli
