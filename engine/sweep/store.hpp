// The cases of a study that are finished: an SQLite file with one row a case, written whole or not at all.
//
//   cases       id, status (done, refused, not_converged, timed_out), reason, newton_iterations, one column for each axis
//               (under its path; NULL: as in the scene), one for each output (NULL: no value), then what differs from run
//               to run: seconds (of processor time), host, finished (UTC)
//   axes        position, path, unit;   outputs     position, name
//   definition  key, value: everything that decides the rows;   sources     position, path, text of the files read
//   meta        key, value: study, program, git, model_sha256, study_sha256, design, seed, plans, n_cases, shard,
//               quick, threads, host, created
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sweep/sqlite.hpp"
#include "sweep/study_file.hpp"

namespace spondyl::sweep {

/// Every `count`-th case, beginning with the `index`-th; counted from 1.
struct Shard {
  std::size_t index = 1, count = 1;
  bool holds(std::size_t id) const { return (id - 1) % count == index - 1; }
};

struct StoredCase {
  std::size_t id = 0;
  CaseValues inputs;
  Outcome outcome;
  double seconds = 0;
};

/// What a case is in every store, whatever machine computed it: equal but for times and host.
bool is_same(const StoredCase& a, const StoredCase& b);

class Store {
 public:
  static constexpr int schema_version = 1;

  /// The file in a folder, or the file itself.
  static std::filesystem::path file_of(const std::filesystem::path& folder_or_file);

  /// Makes the folder and the store, or takes up the one that is there. No other process can write to it meanwhile. Throws
  /// bad_input, with what differs, if it is of another study, model, program or shard; io if another process holds it.
  Store(const std::filesystem::path& folder, const Study& study, Shard shard, int threads);

  /// One that is there, for reading. Throws io or bad_input.
  explicit Store(const std::filesystem::path& folder_or_file);

  Store(Store&&) = default;
  ~Store();

  /// One transaction, on the disk when it returns. Throws io.
  void add(const StoredCase& row);

  /// Numbers of the finished cases, ascending.
  std::vector<std::size_t> ids() const;
  std::optional<StoredCase> find(std::size_t id) const;
  std::vector<StoredCase> rows() const;

  std::string meta(const std::string& key) const;
  Definition definition() const;
  std::vector<SourceFile> sources() const;
  const std::vector<std::string>& axes() const { return axes_; }
  const std::vector<std::string>& outputs() const { return outputs_; }
  std::vector<std::string> plans() const;
  std::size_t n_cases() const;
  const Database& database() const { return database_; }

  /// A new store of all cases of this study, for merging; the file must not be there.
  static Store copy_without_cases(const Store& from, const std::filesystem::path& file);

 private:
  struct Lock {
    explicit Lock(const std::filesystem::path& folder);
    Lock(Lock&& other) noexcept : file(std::exchange(other.file, -1)) {}
    ~Lock();
    int file = -1;
  };
  Store(std::optional<Lock> lock, Database database) : lock_(std::move(lock)), database_(std::move(database)) {}

  void create(const std::map<std::string, std::string>& meta, const Definition& definition,
              const std::vector<SourceFile>& sources, const std::vector<std::pair<std::string, std::string>>& axes,
              const std::vector<std::string>& outputs);
  void read_columns();
  void check_version() const;
  bool is_empty() const;
  Statement select(const std::string& condition) const;
  StoredCase row_at(const Statement& statement) const;

  std::optional<Lock> lock_;  // before the database: let go after it
  Database database_;
  std::vector<std::string> axes_, outputs_;
  std::optional<Statement> insert_;
};

/// The study of a store, from the texts that it keeps. Throws bad_input if this program or its model is another.
Study study_of(const Store& store, const core::ParameterTable& declared);

}  // namespace spondyl::sweep
