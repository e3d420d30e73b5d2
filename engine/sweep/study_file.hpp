// What a study file says: a scene, what is varied in it and how, and what is kept of every case.
//
//   format = "spondyl-sweep"             # needed
//   version = 1                          # needed
//   name = "..."                         # default: the file's name
//   description = "..."                  # default: empty
//   scene = "../fusion_l4_l5.toml"       # needed; beside this file. Or function = "ishigami" (sweep/known_function.hpp)
//   fidelity = "rigid_bone"              # default elastic_bone; spine/fidelity.hpp. Not with a function
//   time_limit_s = 600                   # default 3600; processor time a case
//   [design]                             # needed; sweep/design.hpp
//   [[axis]]                             # needed but for type = "cases"; sweep/axis.hpp
//   [[correlation]]                      # default: none. For latin_hypercube and sobol, between distributions
//   between = ["PATH", "PATH"]
//   value = 0.6                          # of the normal scores of both
//   [[plan]]                             # default: the operations of the scene. Several: all on the same intact spine
//   name = "tlif"                        # letters, digits, '_' and '-'
//   scene = "../tlif_l4_l5.toml"         # its operations and healing; or [[plan.operation]] and [plan.healing] here
//   [[output]]                           # at least one; sweep/output.hpp
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/parameter.hpp"
#include "sweep/design.hpp"
#include "sweep/spine_case.hpp"
#include "sweep/subject.hpp"

namespace spondyl::sweep {

struct SourceFile {
  std::string path;
  std::string text;
};

/// Everything that decides what the cases are and what comes out of them, as (key, value): two studies with the same
/// definition have the same rows.
using Definition = std::vector<std::pair<std::string, std::string>>;

struct Study {
  std::string name;
  std::string description;
  std::string file;
  Design design;
  std::vector<Axis> axes;
  std::vector<std::string> plans;    ///< names; none for an intact spine or a function
  std::vector<std::string> outputs;  ///< names
  std::vector<CaseValues> cases;     ///< case i + 1 of the store
  double time_limit_s = 3600;
  Definition definition;
  std::vector<SourceFile> sources;          ///< the study file first
  std::shared_ptr<const SpineStudy> spine;  ///< null for a function
  Subject subject;
};

using ReadText = std::function<std::string(const std::filesystem::path&)>;

/// Reads and checks a study and the files it names. `is_quick` takes its small size. Throws core::Error naming file,
/// line and key.
Study read_study(const std::filesystem::path& file, const core::ParameterTable& declared, bool is_quick = false);

/// The same with texts from elsewhere than the disk (those that a store keeps).
Study read_study(const std::filesystem::path& file, const core::ParameterTable& declared, bool is_quick,
                 const ReadText& read);

}  // namespace spondyl::sweep
