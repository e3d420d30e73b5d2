// What comes out of parameter studies: the commands `stats` and `query`.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace spondyl::cli {

struct StatsArguments {
  std::string store;
  std::optional<std::filesystem::path> out;  ///< folder for tables (.csv) and figures (.svg, .png)
};

/// Prints the statistics of a store; with a folder, also as tables and figures. Throws core::Error for bad input.
int stats(const StatsArguments& arguments);

struct QueryArguments {
  std::string store;
  std::string sql = "SELECT * FROM cases";
  std::optional<std::filesystem::path> out;  ///< .csv or .h5; stdout without it
};

int query(const QueryArguments& arguments);

}  // namespace spondyl::cli
