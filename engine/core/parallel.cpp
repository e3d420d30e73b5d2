#include "core/parallel.hpp"

#include <omp.h>

#include <algorithm>

namespace spondyl::core {

SerialLibraries::SerialLibraries() : allowed_before_(omp_get_max_active_levels()) { omp_set_max_active_levels(0); }

SerialLibraries::~SerialLibraries() { omp_set_max_active_levels(allowed_before_); }

int available_threads() { return std::max(1, omp_get_num_procs()); }

}  // namespace spondyl::core
