// Another program, run to its end without a shell: its words reach it as they are.

#pragma once

#include <string>
#include <vector>

namespace spondyl::study {

struct ProgramOutcome {
  bool is_done = false;  ///< ended by itself, with status 0
  std::string out, err;  ///< what it wrote
};

/// Whether a program of this name is on the PATH.
bool is_installed(const std::string& program);

/// `words`: the program's name and what follows it. It has a bare environment: no locale, no display. Throws io if the
/// program is not there or cannot be begun.
ProgramOutcome run_program(std::vector<std::string> words, const std::string& input = "");

}  // namespace spondyl::study
