// Strict reading of TOML files: every key is asked for, has the type it should have, or is refused with its file and
// line. Internal to the readers of study.

#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <toml++/toml.h>

#include "core/error.hpp"

namespace spondyl::study {

/// One table of a file, looked at through what a reader wants from it. Keeps the whole document alive.
class TomlTable {
 public:
  struct Entry {
    std::string key;  // dotted, inside this table
    const toml::node* node;
    core::Where where;
  };

  /// Throws io if the file cannot be read, bad_input if it is not TOML.
  static TomlTable parse_file(const std::filesystem::path& file);

  /// The same for a text that was read from `file` before.
  static TomlTable parse_text(const std::string& text, const std::string& file);

  /// The text of a file as parse_file reads it. Throws io.
  static std::string read_text(const std::filesystem::path& file);

  /// Another table that is a document of its own; places name `file`.
  static TomlTable of_document(toml::table document, std::string file);

  /// Refuses keys that are not among `keys`, the first in the file first.
  void allow_only(std::span<const std::string_view> keys) const;

  bool has(std::string_view key) const { return table_->contains(key); }

  const std::string& file() const { return file_; }
  const toml::table& node() const { return *table_; }

  /// File, line and full name of a key; of the table itself where the key is missing.
  core::Where where(std::string_view key) const;
  core::Where where() const;

  /// Nothing if the key is missing; an error if its value is of another type.
  std::optional<std::string> text(std::string_view key) const;
  std::optional<std::filesystem::path> file_beside(std::string_view key) const;  // named from this file's folder
  std::optional<double> number(std::string_view key) const;
  std::optional<bool> flag(std::string_view key) const;
  std::optional<std::vector<std::string>> texts(std::string_view key) const;
  std::optional<TomlTable> table(std::string_view key) const;
  std::vector<TomlTable> tables(std::string_view key) const;

  /// The place in `names` of a text that must be one of them.
  std::optional<std::size_t> choice(std::string_view key, std::span<const std::string_view> names) const;

  /// The same for a key that must be there.
  std::string required_text(std::string_view key) const;
  std::filesystem::path required_file_beside(std::string_view key) const;
  double required_number(std::string_view key) const;
  std::size_t required_choice(std::string_view key, std::span<const std::string_view> names) const;

  /// All entries that are not tables, those of tables inside included, and `key = { ... }` too where `is_leaf` says so.
  std::vector<Entry> leaves(bool (*is_leaf)(const toml::table&)) const;
  TomlTable inside(const Entry& entry) const;

 private:
  TomlTable(std::shared_ptr<const toml::table> document, const toml::table& table, std::string file, std::string path)
      : document_(std::move(document)), table_(&table), file_(std::move(file)), path_(std::move(path)) {}

  const toml::node* find(std::string_view key) const { return table_->get(key); }
  std::string full_name(std::string_view key) const;
  [[noreturn]] void refuse(std::string_view key, const toml::node& node, std::string allowed) const;
  [[noreturn]] void missing(std::string_view key, std::string allowed) const;

  std::shared_ptr<const toml::table> document_;
  const toml::table* table_;
  std::string file_;
  std::string path_;
};

/// What a value is, for a message: "the text 'abc'", "-3", "a list".
std::string describe(const toml::node& node);

/// The value of a number, whole or not; nothing for any other type.
std::optional<double> number_of(const toml::node& node);

/// The place of `text` in `names`. Throws bad_input at `where` with the nearest name if it is not there.
std::size_t choose(const std::string& text, std::span<const std::string_view> names, const core::Where& where);

}  // namespace spondyl::study
