// The commands of parameter studies: sweep, merge, and `run --case`.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cli/answer.hpp"

namespace spondyl::cli {

struct SweepArguments {
  std::string file;
  std::optional<std::filesystem::path> out;
  int jobs = 1;
  std::string shard = "1/1";
  bool is_dry_run = false;
  bool is_quick = false;
  bool is_quiet = false;
};

/// Computes what the store in `out` lacks, or says what it would compute. Returns the exit status: 0 also where cases
/// failed, for they are rows of the store. Throws core::Error for bad input.
int sweep(const SweepArguments& arguments, const core::ParameterTable& declared);

struct MergeArguments {
  std::vector<std::string> stores;
  std::filesystem::path out;
};

int merge(const MergeArguments& arguments);

/// Solves one case of a store again, with the study's fidelity, prints it like `run`, and compares it with its row: exit
/// status 1 if a bit differs.
int run_case(std::size_t id, const std::string& store, const core::ParameterTable& declared, AnswerOptions options);

}  // namespace spondyl::cli
