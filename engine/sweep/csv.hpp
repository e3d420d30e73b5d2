// Tables of texts separated by commas (RFC 4180): what is quoted may hold commas, quotes and line ends.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace spondyl::sweep {

struct CsvRow {
  int line = 0;
  std::vector<std::string> cells;
};

/// All rows but empty lines and those that begin with '#'. Throws bad_input at file and line where a quote is not closed.
std::vector<CsvRow> parse_csv(std::string_view text, const std::string& file);

/// With quotes where the text needs them.
std::string csv_cell(const std::string& text);

}  // namespace spondyl::sweep
