#include "sweep/store.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <ctime>
#include <thread>

#include "core/version.hpp"
#include "sweep/definition.hpp"

namespace spondyl::sweep {
namespace {

using core::Error;
using core::ErrorCode;
namespace fs = std::filesystem;

constexpr const char* file_name = "study.sqlite";
constexpr const char* lock_name = "study.lock";
constexpr int application_id = 0x53505753;  // "SPWS"
constexpr std::chrono::seconds lock_patience{10};

std::string host_name() {
  std::array<char, 256> name{};
  return gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "unknown";
}

std::string utc_now() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  std::array<char, 32> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text.data();
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names)
    text += (text.empty() ? "" : ",") + name;
  return text;
}

fs::path made_folder(const fs::path& folder) {
  std::error_code error;
  if (fs::exists(folder, error) && !fs::is_directory(folder, error))
    throw Error(ErrorCode::bad_input, {.file = folder.string()}, "a file", "a folder for the store");
  fs::create_directories(folder, error);
  if (error)
    throw Error(ErrorCode::io, {.file = folder.string()}, error.message(), "a folder that can be made");
  return folder;
}

std::string to_text(Shard shard) { return std::to_string(shard.index) + "/" + std::to_string(shard.count); }

std::map<std::string, std::string> meta_of(const Study& study, Shard shard, int threads) {
  const auto defined = [&](std::string_view key) {
    const auto found = std::find_if(study.definition.begin(), study.definition.end(),
                                    [&](const auto& entry) { return entry.first == key; });
    return found == study.definition.end() ? std::string() : found->second;
  };
  return {{"study", study.name},
          {"study_file", study.file},
          {"program", "spondyl " + std::string(core::version())},
          {"git", std::string(core::git_commit())},
          {"model_sha256", defined("model_sha256")},
          {"study_sha256", sha256(study.definition)},
          {"design", std::string(design_names[static_cast<std::size_t>(study.design.type)])},
          {"seed", std::to_string(study.design.seed)},
          {"plans", joined(study.plans)},
          {"n_cases", std::to_string(study.cases.size())},
          {"quick", defined("quick")},
          {"shard", to_text(shard)},
          {"threads", std::to_string(threads)},
          {"host", host_name()},
          {"created", utc_now()}};
}

/// Waits for it, as who goes on after a killed process must: the system takes a while to clear that away. False when
/// somebody keeps it.
bool take_lock(int file) {
  const auto deadline = std::chrono::steady_clock::now() + lock_patience;
  while (flock(file, LOCK_EX | LOCK_NB) != 0) {
    if (std::chrono::steady_clock::now() > deadline)
      return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return true;
}

}  // namespace

bool is_same(const StoredCase& a, const StoredCase& b) {
  return a.id == b.id && a.inputs == b.inputs && a.outcome.status == b.outcome.status &&
         a.outcome.reason == b.outcome.reason && a.outcome.newton_iterations == b.outcome.newton_iterations &&
         a.outcome.outputs == b.outcome.outputs;
}

Store::Lock::Lock(const fs::path& folder) {
  const std::string path = (folder / lock_name).string();
  file = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (file < 0)
    throw Error(ErrorCode::io, {.file = path}, std::strerror(errno), "a folder that can be written");
  if (!take_lock(file)) {
    close(file);
    throw Error(ErrorCode::io, {.file = path}, "another process that works on this store", "one at a time",
                "wait for it, or divide the study: --shard I/N with a folder each");
  }
}

Store::Lock::~Lock() {
  if (file >= 0)
    close(file);  // and with it the lock
}

fs::path Store::file_of(const fs::path& folder_or_file) {
  return fs::is_directory(folder_or_file) ? folder_or_file / file_name : folder_or_file;
}

Store::~Store() = default;

Store::Store(const fs::path& folder, const Study& study, Shard shard, int threads)
    : lock_(made_folder(folder)), database_(folder / file_name, Database::Access::write) {
  database_.run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
  if (is_empty()) {
    std::vector<std::pair<std::string, std::string>> axes;
    for (const Axis& axis : study.axes)
      axes.emplace_back(axis.path, axis.unit);
    create(meta_of(study, shard, threads), study.definition, study.sources, axes, study.outputs);
  }
  check_version();
  Definition before = definition(), now = study.definition;
  before.emplace_back("--shard", meta("shard"));
  now.emplace_back("--shard", to_text(shard));
  if (const std::string changed = difference(before, now); !changed.empty())
    throw Error(ErrorCode::bad_input, {.file = database_.file()}, "the store of another study (" + changed + ")",
                "the study it began with", "take another --out, or the study file as it was");
  read_columns();
}

Store::Store(const fs::path& folder_or_file)
    : database_([&] {
        const fs::path file = file_of(folder_or_file);
        if (!fs::exists(file))
          throw Error(ErrorCode::io, {.file = file.string()}, "no such file", "the folder of a parameter study");
        return Database(file, Database::Access::read);
      }()) {
  check_version();
  read_columns();
}

bool Store::is_empty() const {
  Statement tables = database_.prepare("SELECT count(*) FROM sqlite_master");
  tables.step();
  return tables.whole(0) == 0;
}

void Store::check_version() const {
  Statement id = database_.prepare("PRAGMA application_id"), version = database_.prepare("PRAGMA user_version");
  id.step();
  version.step();
  if (id.whole(0) != application_id)
    throw Error(ErrorCode::bad_input, {.file = database_.file()}, "something else",
                "the store of a parameter study, made by 'spondyl sweep'");
  if (version.whole(0) != schema_version)
    throw Error(ErrorCode::bad_input, {.file = database_.file()}, "schema version " + version.text(0),
                "version " + std::to_string(schema_version));
}

void Store::create(const std::map<std::string, std::string>& meta, const Definition& definition,
                   const std::vector<SourceFile>& sources, const std::vector<std::pair<std::string, std::string>>& axes,
                   const std::vector<std::string>& outputs) {
  const auto fill = [&](const char* table, int n_columns, auto&& rows) {
    std::string places = "?1";
    for (int c = 2; c <= n_columns; ++c)
      places += ", ?" + std::to_string(c);
    Statement insert = database_.prepare("INSERT INTO " + std::string(table) + " VALUES (" + places + ")");
    rows(insert);
  };
  std::string columns;
  for (const auto& axis : axes)
    columns += sql_name(axis.first) + ", ";
  for (const std::string& output : outputs)
    columns += sql_name(output) + " REAL, ";
  database_.run("BEGIN IMMEDIATE");
  database_.run(("PRAGMA application_id = " + std::to_string(application_id) +
                 "; PRAGMA user_version = " + std::to_string(schema_version) +
                 "; CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
                 "CREATE TABLE definition (key TEXT NOT NULL, value TEXT NOT NULL);"
                 "CREATE TABLE sources (position INTEGER PRIMARY KEY, path TEXT NOT NULL, text TEXT NOT NULL);"
                 "CREATE TABLE axes (position INTEGER PRIMARY KEY, path TEXT NOT NULL, unit TEXT NOT NULL);"
                 "CREATE TABLE outputs (position INTEGER PRIMARY KEY, name TEXT NOT NULL);"
                 "CREATE TABLE cases (id INTEGER PRIMARY KEY, status TEXT NOT NULL, reason TEXT NOT NULL, "
                 "newton_iterations INTEGER NOT NULL, " +
                 columns + "seconds REAL NOT NULL, host TEXT NOT NULL, finished TEXT NOT NULL);")
                    .c_str());
  const auto add = [](Statement& insert, auto&&... values) {
    int place = 0;
    (insert.bind(++place, values), ...);
    insert.step();
    insert.reset();
  };
  fill("meta", 2, [&](Statement& insert) {
    for (const auto& [key, value] : meta)
      add(insert, std::string_view(key), std::string_view(value));
  });
  fill("definition", 2, [&](Statement& insert) {
    for (const auto& [key, value] : definition)
      add(insert, std::string_view(key), std::string_view(value));
  });
  std::int64_t position = 0;
  fill("sources", 3, [&](Statement& insert) {
    for (const SourceFile& source : sources)
      add(insert, ++position, std::string_view(source.path), std::string_view(source.text));
  });
  position = 0;
  fill("axes", 3, [&](Statement& insert) {
    for (const auto& [path, unit] : axes)
      add(insert, ++position, std::string_view(path), std::string_view(unit));
  });
  position = 0;
  fill("outputs", 2, [&](Statement& insert) {
    for (const std::string& output : outputs)
      add(insert, ++position, std::string_view(output));
  });
  database_.run("COMMIT");
}

void Store::read_columns() {
  Statement axes = database_.prepare("SELECT path FROM axes ORDER BY position");
  while (axes.step())
    axes_.push_back(axes.text(0));
  Statement outputs = database_.prepare("SELECT name FROM outputs ORDER BY position");
  while (outputs.step())
    outputs_.push_back(outputs.text(0));
}

void Store::add(const StoredCase& row) {
  if (!insert_) {
    std::string places = "?1";
    for (std::size_t c = 1; c < 7 + axes_.size() + outputs_.size(); ++c)
      places += ", ?" + std::to_string(c + 1);
    insert_ = database_.prepare("INSERT INTO cases VALUES (" + places + ")");
  }
  Statement& insert = *insert_;
  insert.reset();
  int place = 0;
  insert.bind(++place, static_cast<std::int64_t>(row.id));
  insert.bind(++place, name(row.outcome.status));
  insert.bind(++place, std::string_view(row.outcome.reason));
  insert.bind(++place, static_cast<std::int64_t>(row.outcome.newton_iterations));
  for (const Value& value : row.inputs)
    insert.bind(++place, value);
  for (const auto& output : row.outcome.outputs) {
    if (output)
      insert.bind(++place, *output);
    else
      insert.bind(++place, Value());
  }
  insert.bind(++place, row.seconds);
  insert.bind(++place, std::string_view(host_name()));
  insert.bind(++place, std::string_view(utc_now()));
  insert.step();
  insert.reset();
}

std::vector<std::size_t> Store::ids() const {
  std::vector<std::size_t> ids;
  Statement all = database_.prepare("SELECT id FROM cases ORDER BY id");
  while (all.step())
    ids.push_back(static_cast<std::size_t>(all.whole(0)));
  return ids;
}

Statement Store::select(const std::string& condition) const {
  std::string columns;
  for (const auto* names : {&axes_, &outputs_}) {
    for (const std::string& name : *names)
      columns += ", " + sql_name(name);
  }
  return database_.prepare("SELECT id, status, reason, newton_iterations, seconds" + columns + " FROM cases " +
                           condition);
}

StoredCase Store::row_at(const Statement& statement) const {
  StoredCase row;
  row.id = static_cast<std::size_t>(statement.whole(0));
  const std::string status = statement.text(1);
  row.outcome.status =
      static_cast<Status>(std::find(status_names.begin(), status_names.end(), status) - status_names.begin());
  row.outcome.reason = statement.text(2);
  row.outcome.newton_iterations = static_cast<int>(statement.whole(3));
  const Value seconds = statement.value(4);
  row.seconds = std::holds_alternative<double>(seconds) ? std::get<double>(seconds) : 0;
  int column = 5;
  for (std::size_t k = 0; k < axes_.size(); ++k)
    row.inputs.push_back(statement.value(column++));
  for (std::size_t k = 0; k < outputs_.size(); ++k) {
    const Value value = statement.value(column++);
    const auto* number = std::get_if<double>(&value);
    row.outcome.outputs.push_back(number ? std::optional(*number) : std::nullopt);
  }
  return row;
}

std::optional<StoredCase> Store::find(std::size_t id) const {
  Statement one = select("WHERE id = ?1");
  one.bind(1, static_cast<std::int64_t>(id));
  return one.step() ? std::optional(row_at(one)) : std::nullopt;
}

std::vector<StoredCase> Store::rows() const {
  std::vector<StoredCase> rows;
  Statement all = select("ORDER BY id");
  while (all.step())
    rows.push_back(row_at(all));
  return rows;
}

std::string Store::meta(const std::string& key) const {
  Statement one = database_.prepare("SELECT value FROM meta WHERE key = ?1");
  one.bind(1, std::string_view(key));
  return one.step() ? one.text(0) : "";
}

Definition Store::definition() const {
  Definition out;
  Statement all = database_.prepare("SELECT key, value FROM definition ORDER BY rowid");
  while (all.step())
    out.emplace_back(all.text(0), all.text(1));
  return out;
}

std::vector<SourceFile> Store::sources() const {
  std::vector<SourceFile> out;
  Statement all = database_.prepare("SELECT path, text FROM sources ORDER BY position");
  while (all.step())
    out.push_back({all.text(0), all.text(1)});
  return out;
}

std::vector<std::string> Store::plans() const {
  std::vector<std::string> names;
  std::string text = meta("plans");
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    names.push_back(text.substr(0, comma));
    text.erase(0, comma + 1);
  }
  return names;
}

std::size_t Store::n_cases() const { return static_cast<std::size_t>(std::stoul("0" + meta("n_cases"))); }

Store Store::copy_without_cases(const Store& from, const fs::path& file) {
  Store copy(std::nullopt, Database(file, Database::Access::write));
  std::map<std::string, std::string> meta;
  Statement all = from.database_.prepare("SELECT key, value FROM meta");
  while (all.step())
    meta.emplace(all.text(0), all.text(1));
  meta["shard"] = "1/1";
  meta["created"] = utc_now();
  std::vector<std::pair<std::string, std::string>> axes;
  Statement units = from.database_.prepare("SELECT path, unit FROM axes ORDER BY position");
  while (units.step())
    axes.emplace_back(units.text(0), units.text(1));
  copy.create(meta, from.definition(), from.sources(), axes, from.outputs_);
  copy.read_columns();
  return copy;
}

Study study_of(const Store& store, const core::ParameterTable& declared) {
  const std::vector<SourceFile> sources = store.sources();
  const auto read = [&](const fs::path& file) {
    const auto found =
        std::find_if(sources.begin(), sources.end(), [&](const SourceFile& s) { return s.path == file.string(); });
    if (found == sources.end())
      throw Error(ErrorCode::bad_input, {.file = store.database().file()}, "no text of " + file.string(),
                  "the store of a study with all its files");
    return found->text;
  };
  if (sources.empty())
    read("the study");
  Study study = read_study(sources.front().path, declared, store.meta("quick") == "yes", read);
  if (const std::string changed = difference(store.definition(), study.definition); !changed.empty())
    throw Error(ErrorCode::bad_input, {.file = store.database().file()}, "a store of another program (" + changed + ")",
                "the program and model that made it");
  return study;
}

}  // namespace spondyl::sweep
