// Questions in SQL, and the answers as CSV or HDF5.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "sweep/store.hpp"

namespace spondyl::sweep {

struct Table {
  std::vector<std::string> names;
  std::vector<std::vector<Value>> columns;
};

/// One command that reads. Throws bad_input where SQLite does not understand it or it would write.
Table query(const Store& store, std::string_view sql);

std::string to_csv(const Table& table);

/// One data set a column, in the order of the rows: of 64-bit floats, missing values NaN, where all values are numbers;
/// of UTF-8 texts otherwise. Attributes of the root say where the numbers are from. The file appears whole or not at all.
/// Throws io.
void write_hdf5(const Table& table, const Store& store, const std::filesystem::path& file);

}  // namespace spondyl::sweep
