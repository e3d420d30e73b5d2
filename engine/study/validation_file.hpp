// Reads models/validation: rows.toml, the published comparisons, and sources.toml, what their source keys stand for.
//
//   [[row]]
//   id = "NIO06_FL0_FL"            # unique
//   group = "..."                  # heading
//   quantity = "rotation_deg"      # as published
//   measure = "rotation_deg"       # as the model is asked; default: the quantity
//   load_case = "flexion"          # see motions()
//   level = "L3-L4"                # or a span: "L1-L5"
//   moment_Nm = 7.5                # default 0, for compression and standing
//   follower_N = 600               # default 0; standing has that of load.standing_N
//   specimen = "spine"             # default; or fsu, disc (of `level`)
//   removed = ["SSL", "facets"]    # default: nothing
//   degeneration_grade = 3         # default: as the parameters say
//   relation = "ratio"             # default: value; others are to `reference`:
//   reference = { follower_N = 0 } # what is different there
//   of = ["YAM89_*"]               # ids, for mean_absolute_error and max_absolute_error
//   centre = 3.7                   # published: centre, low, high or some of them
//   low = 2.2
//   high = 5.2
//   spread = "SD"                  # default: none; what low and high are
//   n = 10
//   specimen_kind = "in_vitro"
//   source = "niosi2006"
//   confidence = "primary"         # recalled rows are shown only
//   accept_sd = 1.5                # at most one of: accept_sd (deviations around the centre), accept_within (of the
//                                  # centre), accept_percent (of the centre), accept_min and accept_max; without any,
//                                  # low and high are what is accepted
//   required = true                # default: false
//   use = "validation"             # default; or calibration, agreement
//   explanation = "..."            # default: empty
#pragma once

#include <filesystem>
#include <map>

#include "study/validation_row.hpp"

namespace spondyl::study {

struct ValidationData {
  std::vector<ValidationRow> rows;             ///< in the order of the file
  std::map<std::string, std::string> sources;  ///< key to citation
};

/// `parameters` say what the case `standing` is. Throws core::Error naming file, line, key, found and allowed.
ValidationData read_validation(const std::filesystem::path& folder, const core::ParameterTable& parameters);

}  // namespace spondyl::study
