// From a scene to printed and written results: what `fuse` and `run` share.

#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/exit_status.hpp"
#include "core/parameter.hpp"
#include "study/experiment.hpp"

namespace spondyl::cli {

using core::exit_bad_input, core::exit_done, core::exit_failed, core::exit_interrupted, core::written;

struct AnswerOptions {
  std::optional<std::filesystem::path> out;  ///< folder for result.json, levels.csv and fields/
  int threads = 1;
  spine::Fidelity fidelity = spine::Fidelity::elastic_bone;
  bool is_json = false;  ///< result.json to stdout instead of the table
  bool is_quiet = false;
  std::size_t n_people = 0;  ///< besides, over so many people drawn from the published spreads
};

/// Solves the scene's spine and loads under the plans, which may be the scene's own or others. Returns the exit status:
/// exit_failed also where `is_right` is given and says no. Throws core::Error for bad input.
int answer(const study::Scene& scene, std::vector<study::Plan> plans, const core::ParameterTable& declared,
           const AnswerOptions& options, const std::function<bool(const study::ExperimentResult&)>& is_right = {});

/// Says that nothing came of it and returns the exit status.
int interrupted();

/// Prints to stdout; exit_failed with a message if stdout does not take it.
int print(const std::string& text);

}  // namespace spondyl::cli
