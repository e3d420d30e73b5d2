#include "sweep/merge.hpp"

#include <algorithm>

#include "sweep/definition.hpp"
#include "sweep/store.hpp"

namespace spondyl::sweep {
namespace {

using core::Error;
using core::ErrorCode;
namespace fs = std::filesystem;

/// The stores in order, each asked only for the rows that are its own: nothing but one row is in the memory.
class Joined {
 public:
  explicit Joined(const std::vector<fs::path>& files) {
    for (const fs::path& file : files) {
      stores_.emplace_back(file);
      for (const std::size_t id : stores_.back().ids())
        owners_.emplace_back(id, stores_.size() - 1);
    }
    std::sort(owners_.begin(), owners_.end());
  }

  const std::vector<Store>& stores() const { return stores_; }

  void write(Store& to) const {
    std::optional<StoredCase> before;
    for (const auto& [id, owner] : owners_) {
      StoredCase row = *stores_[owner].find(id);
      if (before && before->id == id) {
        if (!is_same(*before, row))
          throw Error(ErrorCode::bad_input, {.file = stores_[owner].database().file()},
                      "case " + std::to_string(id) + " with other values than in another store",
                      "cases that are the same wherever they were computed");
        continue;
      }
      to.add(row);
      before = std::move(row);
    }
  }

 private:
  std::vector<Store> stores_;
  std::vector<std::pair<std::size_t, std::size_t>> owners_;  // case, store
};

void check_same_study(const std::vector<Store>& stores) {
  for (const Store& store : stores) {
    const std::string changed = difference(stores.front().definition(), store.definition());
    if (!changed.empty())
      throw Error(ErrorCode::bad_input, {.file = store.database().file()}, "a store of another study (" + changed + ")",
                  "stores of the study of " + stores.front().database().file());
  }
}

}  // namespace

Merged merge(const std::vector<fs::path>& files, const fs::path& folder) {
  const Joined joined(files);
  check_same_study(joined.stores());
  std::error_code error;
  fs::create_directories(folder, error);
  if (error || !fs::is_directory(folder))
    throw Error(ErrorCode::io, {.file = folder.string()}, error ? error.message() : "a file",
                "a folder that can be made");
  const fs::path final = Store::file_of(folder), temporary = final.string() + ".merging";
  if (fs::exists(final))
    throw Error(ErrorCode::bad_input, {.file = final.string()}, "a store", "a folder without one");
  fs::remove(temporary, error);
  try {
    Store to = Store::copy_without_cases(joined.stores().front(), temporary);
    to.database().run("BEGIN");
    joined.write(to);
    to.database().run("COMMIT");
  } catch (...) {
    fs::remove(temporary, error);
    fs::remove(temporary.string() + "-journal", error);
    throw;
  }
  fs::rename(temporary, final, error);
  if (error)
    throw Error(ErrorCode::io, {.file = final.string()}, error.message(), "a file that can be written");
  const Store merged(folder);
  return {merged.ids().size(), merged.n_cases()};
}

}  // namespace spondyl::sweep
