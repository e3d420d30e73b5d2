// What a scene file says: a spine, what is done to it, and how it is loaded.
//
//   format = "spondyl-scene"             # needed
//   version = 1                          # needed
//   name = "L4-L5 fused"                 # default: the file's name
//   description = "..."                  # default: empty
//   [spine]
//   resolution = "interactive"           # default; or standard, fine
//   person = "female_median"             # default: the measured man; a name of models/persons.toml; or person_seed = 7
//   radiograph = "corners.csv"           # default: none; beside the scene file
//   [parameters]                         # default: none; any path that 'spondyl params' lists
//   "anatomy.L4-L5.disc_height_anterior_mm" = 14.0
//   [[operation]]                        # default: none; in their order; docs/operations.md lists types and keys
//   type = "fusion"
//   levels = ["L4-L5"]                   # one to three neighbors, or a span "L3-L5"
//   approach = "plif"                    # default: none, an idealized block of mature bone
//   [healing]
//   months = 6                           # since surgery, 0 to 24; default 12
//   union = "union"                      # default; or delayed, non_union
//   graft = "central"                    # default; or low, high: course of the graft's stiffness
//   smoker = true                        # default false: only the published risk of non-union knows it
//   [loads]
//   cases = ["flexion", "extension"]     # default: the six rotation cases
//   protocols = ["load_control"]         # default: load_control and hybrid
//   moment_Nm = 7.5                      # short for the parameter load.moment_Nm
//   follower_N = 400                     # short for the parameter load.follower_N
//   rotation_deg = 20                    # needed for displacement_control, refused without it
//   [[expectation]]                      # default: none; study/expectation.hpp

#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/parameter.hpp"
#include "spine/resolution.hpp"
#include "study/expectation.hpp"
#include "study/load_case.hpp"
#include "study/protocol.hpp"
#include "surgery/operation.hpp"

namespace spondyl::study {

struct ParameterOverride {
  std::string path;
  double value = 0.0;  // in the unit of the parameter
  core::Where where;   // for a message, should it be refused
};

/// Moments and forces are parameters (load.moment_Nm, load.follower_N, ...): they are in the overrides, not here.
struct Loads {
  std::vector<LoadCase> cases{rotation_cases.begin(), rotation_cases.end()};
  std::vector<Protocol> protocols{Protocol::load_control, Protocol::hybrid};
  std::optional<double> rotation_rad;  // the total rotation of displacement_control
};

struct Scene {
  std::string name;
  std::string description;
  std::string source_file;
  spine::Resolution resolution = spine::Resolution::interactive;
  std::vector<ParameterOverride> parameters;  ///< of the person first, then the scene's own; the last one counts
  std::vector<surgery::Operation> operations;
  surgery::Healing healing;  ///< of operations that say nothing of their own
  bool is_smoker = false;
  std::vector<Expectation> expectations;
  Loads loads;
};

/// Reads and checks a scene file completely: what it returns can be applied to `declared` without an error.
/// Throws core::Error naming file, line, key, what was found and what is allowed.
Scene read_scene(const std::filesystem::path& file, const core::ParameterTable& declared);

/// The table with the values a scene gives. Throws bad_input at the place of a refused override.
core::ParameterTable with_overrides(core::ParameterTable table, const std::vector<ParameterOverride>& overrides);

}  // namespace spondyl::study
