#include "core/parallel.hpp"

#include <omp.h>

#include <algorithm>

namespace spondyl::core {

int available_threads() { return std::max(1, omp_get_num_procs()); }

}  // namespace spondyl::core
