// docs/validation.md: every comparison in tables, the summary, the plots and the sources, written from a run.
#pragma once

#include <string>
#include <vector>

#include "study/validation.hpp"
#include "study/validation_plots.hpp"

namespace spondyl::study {

/// Markdown. The plots are expected beside it in validation/. No date and no path: equal runs give equal bytes.
std::string validation_document(const Validation& validation, const ValidationData& data,
                                const std::vector<Plot>& plots, const core::ParameterTable& parameters,
                                const ValidationOptions& options);

}  // namespace spondyl::study
