// `spondyl validate`: every published comparison shipped, asked of the model.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "study/validation_file.hpp"
#include "study/validation_value.hpp"

namespace spondyl::study {

struct ValidationOptions {
  spine::Resolution resolution = spine::Resolution::interactive;
  int threads = 1;
  bool is_quick = false;      ///< only rows of is_quick, one side solved for both
  bool has_curves = false;    ///< solve the points of the moment-rotation curves too
  std::string pattern = "*";  ///< of the ids of the rows to show; what they are made of is solved as well
};

struct Validation {
  std::vector<ValidationResult> results;  ///< in the order of the rows
  Observations observations;
  PlanOptions plan;
};

/// Nothing when stopped. Throws bad_input if the pattern fits no row, core::Error if the spine cannot be built.
std::optional<Validation> validate(const ValidationData& data, const core::ParameterTable& parameters,
                                   const ValidationOptions& options, const ExperimentProgress& progress = {});

}  // namespace spondyl::study
