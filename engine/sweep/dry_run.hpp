// What a study would compute, before it does.
#pragma once

#include <string>

#include "sweep/store.hpp"

namespace spondyl::sweep {

/// Number of cases, estimated time, the first cases, and how many of the first hundred a surgeon would refuse.
std::string dry_run(const Study& study, Shard shard, int threads);

/// "45 s", "12 min", "3.5 h", "6 days"
std::string duration(double seconds);

}  // namespace spondyl::sweep
