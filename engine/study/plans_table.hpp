// Several plans beside one another: what each does to its neighbors first, then all levels. UTF-8 text.
#pragma once

#include <string>

#include "study/experiment.hpp"

namespace spondyl::study {

/// For two plans and more; one is shown by result_table.
std::string plans_table(const std::string& title, const Experiment& experiment, const ExperimentResult& result);

}  // namespace spondyl::study
