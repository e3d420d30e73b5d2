#include "sweep/sqlite.hpp"

#include "core/error.hpp"

namespace spondyl::sweep {
namespace {

using core::Error;
using core::ErrorCode;

[[noreturn]] void fail(int code, const std::string& file, const std::string& message) {
  if (code == SQLITE_FULL || code == SQLITE_IOERR_WRITE || code == SQLITE_IOERR_SHMSIZE)
    throw Error(ErrorCode::io, {.file = file}, "a full disk (" + message + ")", "room for the store",
                "free some and give the same command again: nothing that was finished is lost");
  if (code == SQLITE_NOTADB || code == SQLITE_CORRUPT)
    throw Error(ErrorCode::bad_input, {.file = file}, message, "the store of a parameter study");
  throw Error(ErrorCode::io, {.file = file}, message, "a store that can be read and written");
}

}  // namespace

void Statement::check(int code) const {
  if (code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE) {
    sqlite3* database = sqlite3_db_handle(handle_.get());
    fail(sqlite3_extended_errcode(database) == SQLITE_FULL ? SQLITE_FULL : code, file_, sqlite3_errmsg(database));
  }
}

void Statement::bind(int place, const Value& value) {
  if (const auto* number = std::get_if<double>(&value))
    bind(place, *number);
  else if (const auto* text = std::get_if<std::string>(&value))
    bind(place, std::string_view(*text));
  else
    check(sqlite3_bind_null(handle_.get(), place));
}

void Statement::bind(int place, double value) { check(sqlite3_bind_double(handle_.get(), place, value)); }

void Statement::bind(int place, std::int64_t value) { check(sqlite3_bind_int64(handle_.get(), place, value)); }

void Statement::bind(int place, std::string_view text) {
  check(sqlite3_bind_text(handle_.get(), place, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT));
}

bool Statement::step() {
  const int code = sqlite3_step(handle_.get());
  check(code);
  return code == SQLITE_ROW;
}

void Statement::reset() { sqlite3_reset(handle_.get()); }

Value Statement::value(int column) const {
  switch (sqlite3_column_type(handle_.get(), column)) {
    case SQLITE_NULL:
      return {};
    case SQLITE_INTEGER:
    case SQLITE_FLOAT:
      return sqlite3_column_double(handle_.get(), column);
    default:
      break;
  }
  const auto* text = static_cast<const char*>(sqlite3_column_blob(handle_.get(), column));
  return std::string(text ? text : "", static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column)));
}

Database::Database(const std::filesystem::path& file, Access access) : file_(file.string()) {
  sqlite3* handle = nullptr;
  const int flags = access == Access::read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  const int code = sqlite3_open_v2(file_.c_str(), &handle, flags, nullptr);
  handle_.reset(handle);
  if (code != SQLITE_OK)
    fail(code, file_, handle ? sqlite3_errmsg(handle) : "not enough memory");
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_busy_timeout(handle, 60000);
}

Statement Database::prepare(std::string_view sql) const {
  sqlite3_stmt* statement = nullptr;
  const char* rest = nullptr;
  const int code = sqlite3_prepare_v2(handle_.get(), sql.data(), static_cast<int>(sql.size()), &statement, &rest);
  Statement prepared(statement, file_);
  if (code == SQLITE_ERROR || (code == SQLITE_OK && !statement))
    throw Error(ErrorCode::bad_input, {.file = file_}, code == SQLITE_OK ? "no command" : sqlite3_errmsg(handle_.get()),
                "one command of SQL, such as SELECT * FROM cases");
  if (code != SQLITE_OK)
    fail(code, file_, sqlite3_errmsg(handle_.get()));
  const std::string_view left(rest, static_cast<std::size_t>(sql.data() + sql.size() - rest));
  if (left.find_first_not_of(" \t\r\n;") != std::string_view::npos)
    throw Error(ErrorCode::bad_input, {.file = file_}, "a second command: " + std::string(left), "one command of SQL");
  return prepared;
}

void Database::run(const char* sql) const {
  const int code = sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK)
    fail(code, file_, sqlite3_errmsg(handle_.get()));
}

std::string sql_name(std::string_view name) {
  std::string out = "\"";
  for (const char c : name)
    out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

}  // namespace spondyl::sweep
