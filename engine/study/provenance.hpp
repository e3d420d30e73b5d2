// Where a result comes from: enough to make it again.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "study/experiment.hpp"

namespace spondyl::study {

struct Provenance {
  std::string program;                      ///< "spondyl 0.1.0"
  std::string git;                          ///< the commit it was built from
  std::string model_sha256;                 ///< of all parameters, overrides included
  std::optional<std::string> scene_sha256;  ///< of the scene file's text; nothing for a what-if of the command line
  int threads = 1;
  spine::Resolution resolution = spine::Resolution::interactive;
  spine::Fidelity fidelity = spine::Fidelity::elastic_bone;
  double wall_s = 0;
  std::vector<ParameterOverride> overrides;
};

Provenance provenance_of(const Scene& scene, const Experiment& experiment, int threads, double wall_s);

}  // namespace spondyl::study
