// SQLite with the errors of this program. Internal to the layer.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "sweep/value.hpp"

namespace spondyl::sweep {

/// One prepared command. Columns count from 0, what is bound from 1.
class Statement {
 public:
  void bind(int place, const Value& value);
  void bind(int place, double value);
  void bind(int place, std::int64_t value);
  void bind(int place, std::string_view text);

  /// True where there is a row to look at. Throws io.
  bool step();
  /// To be given values and run again.
  void reset();

  int n_columns() const { return sqlite3_column_count(handle_.get()); }
  std::string column_name(int column) const { return sqlite3_column_name(handle_.get(), column); }
  Value value(int column) const;
  std::string text(int column) const { return to_text(value(column)); }
  std::int64_t whole(int column) const { return sqlite3_column_int64(handle_.get(), column); }
  bool is_read_only() const { return sqlite3_stmt_readonly(handle_.get()) != 0; }

 private:
  friend class Database;
  struct Closer {
    void operator()(sqlite3_stmt* handle) const { sqlite3_finalize(handle); }
  };
  Statement(sqlite3_stmt* handle, std::string file) : handle_(handle), file_(std::move(file)) {}
  void check(int code) const;

  std::unique_ptr<sqlite3_stmt, Closer> handle_;
  std::string file_;
};

class Database {
 public:
  enum class Access { read, write };

  /// Makes the file where there is none and it is to be written. Throws io.
  Database(const std::filesystem::path& file, Access access);

  /// Throws bad_input with what SQLite says if it does not understand the command.
  Statement prepare(std::string_view sql) const;

  /// Runs commands without results. Throws io.
  void run(const char* sql) const;

  const std::string& file() const { return file_; }

 private:
  struct Closer {
    void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
  };
  std::unique_ptr<sqlite3, Closer> handle_;
  std::string file_;
};

/// "a.b" in quotes, for SQL.
std::string sql_name(std::string_view name);

}  // namespace spondyl::sweep
