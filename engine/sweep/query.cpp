#include "sweep/query.hpp"

#include "core/error.hpp"
#include "sweep/csv.hpp"

namespace spondyl::sweep {

Table query(const Store& store, std::string_view sql) {
  Statement statement = store.database().prepare(sql);
  if (!statement.is_read_only())
    throw core::Error(core::ErrorCode::bad_input, {.key = "SQL"}, "a command that writes",
                      "one that reads, such as SELECT status, count(*) FROM cases GROUP BY status");
  Table table;
  for (int c = 0; c < statement.n_columns(); ++c)
    table.names.push_back(statement.column_name(c));
  table.columns.resize(table.names.size());
  while (statement.step()) {
    for (int c = 0; c < statement.n_columns(); ++c)
      table.columns[static_cast<std::size_t>(c)].push_back(statement.value(c));
  }
  return table;
}

std::string to_csv(const Table& table) {
  std::string text;
  for (std::size_t c = 0; c < table.names.size(); ++c)
    text += (c == 0 ? "" : ",") + csv_cell(table.names[c]);
  text += "\n";
  const std::size_t n = table.columns.empty() ? 0 : table.columns.front().size();
  for (std::size_t r = 0; r < n; ++r) {
    for (std::size_t c = 0; c < table.columns.size(); ++c)
      text += (c == 0 ? "" : ",") + csv_cell(to_text(table.columns[c][r]));
    text += "\n";
  }
  return text;
}

}  // namespace spondyl::sweep
