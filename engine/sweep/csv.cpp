#include "sweep/csv.hpp"

#include "core/error.hpp"

namespace spondyl::sweep {

std::vector<CsvRow> parse_csv(std::string_view text, const std::string& file) {
  std::vector<CsvRow> rows;
  CsvRow row{1, {""}};
  int line = 1;
  bool is_quoted = false;
  const auto end_row = [&] {
    const bool is_empty = row.cells.size() == 1 && row.cells[0].empty();
    if (!is_empty && !row.cells[0].starts_with('#'))
      rows.push_back(row);
    row = {line, {""}};
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    line += c == '\n' ? 1 : 0;
    if (is_quoted) {
      const bool is_pair = c == '"' && i + 1 < text.size() && text[i + 1] == '"';
      if (c == '"' && !is_pair)
        is_quoted = false;
      else
        row.cells.back() += c;
      i += is_pair ? 1 : 0;
    } else if (c == '"' && row.cells.back().empty()) {
      is_quoted = true;
    } else if (c == ',') {
      row.cells.emplace_back();
    } else if (c == '\n') {
      end_row();
    } else if (c != '\r') {
      row.cells.back() += c;
    }
  }
  if (is_quoted)
    throw core::Error(core::ErrorCode::bad_input, {.file = file, .line = row.line}, "a quote that is not closed",
                      "pairs of quotes");
  end_row();
  return rows;
}

std::string csv_cell(const std::string& text) {
  if (text.find_first_of(",\"\n\r") == std::string::npos && !text.starts_with('#'))
    return text;
  std::string quoted = "\"";
  for (const char c : text)
    quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

}  // namespace spondyl::sweep
