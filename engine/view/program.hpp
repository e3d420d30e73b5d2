// The commands `spondyl view` and `spondyl render`.
#pragma once

namespace spondyl::view {

/// Parses the command line (of spondyl: COMMAND ARGUMENTS) and runs it; returns the exit status, lets no exception out.
int run_program(int argc, char** argv);

}  // namespace spondyl::view
