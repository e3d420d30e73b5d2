#include "study/toml_table.hpp"

#include <algorithm>
#include <fstream>
#include <functional>
#include <iterator>
#include <system_error>
#include <utility>

namespace spondyl::study {
namespace {

using core::Error;
using core::ErrorCode;
using core::Where;

// Far above any file a person writes; keeps an endless device from filling the memory.
constexpr std::size_t max_file_size = std::size_t{16} << 20U;

constexpr const char* name_of_a_file = "the name of a file, from this file's folder";

int line_of(const toml::source_region& source) { return static_cast<int>(source.begin.line); }

std::string joined(const std::string& path, std::string_view key) {
  return path.empty() ? std::string(key) : path + "." + std::string(key);
}

}  // namespace

std::string TomlTable::read_text(const std::filesystem::path& file) {
  const Where where{.file = file.string()};
  const std::string allowed = "a readable TOML file";
  std::error_code status_error;
  const auto status = std::filesystem::status(file, status_error);
  if (std::filesystem::is_directory(status))
    throw Error(ErrorCode::io, where, "a folder", allowed);
  if (status.type() == std::filesystem::file_type::not_found)
    throw Error(ErrorCode::io, where, "no such file", allowed);

  std::ifstream stream(file, std::ios::binary);
  std::string text;
  std::vector<char> block(std::size_t{1} << 16U);
  while (stream && text.size() <= max_file_size) {
    stream.read(block.data(), static_cast<std::streamsize>(block.size()));
    text.append(block.data(), static_cast<std::size_t>(stream.gcount()));
  }
  if (text.size() > max_file_size)
    throw Error(ErrorCode::io, where, "more than 16 MiB", allowed);
  if (!stream.eof())
    throw Error(ErrorCode::io, where, "a file that cannot be read", allowed);
  return text;
}

TomlTable TomlTable::parse_file(const std::filesystem::path& file) {
  return parse_text(read_text(file), file.string());
}

TomlTable TomlTable::parse_text(const std::string& text, const std::string& file) {
  try {
    return of_document(toml::parse(text, file), file);
  } catch (const toml::parse_error& error) {
    throw Error(ErrorCode::bad_input, {.file = file, .line = line_of(error.source())},
                "text that is not TOML: " + std::string(error.description()), "TOML 1.0 in UTF-8");
  }
}

TomlTable TomlTable::of_document(toml::table document, std::string file) {
  auto shared = std::make_shared<const toml::table>(std::move(document));
  const toml::table& root = *shared;
  return {std::move(shared), root, std::move(file), ""};
}

void TomlTable::allow_only(std::span<const std::string_view> keys) const {
  const toml::key* first = nullptr;
  for (const auto& [key, node] : *table_) {
    if (std::find(keys.begin(), keys.end(), key.str()) != keys.end())
      continue;
    if (!first || line_of(key.source()) < line_of(first->source()))
      first = &key;
  }
  if (!first)
    return;
  throw Error(ErrorCode::bad_input, where(first->str()), "an unknown key", core::listing(keys),
              core::suggestion(first->str(), keys));
}

Where TomlTable::where(std::string_view key) const {
  const auto at = table_->find(key);
  const int line = at == table_->end() ? line_of(table_->source()) : line_of(at->first.source());
  return {.file = file_, .line = line, .key = full_name(key)};
}

Where TomlTable::where() const { return {.file = file_, .line = line_of(table_->source()), .key = path_}; }

std::optional<std::string> TomlTable::text(std::string_view key) const {
  const toml::node* node = find(key);
  if (!node)
    return std::nullopt;
  if (!node->is_string())
    refuse(key, *node, "a text in quotes");
  return node->as_string()->get();
}

std::optional<std::filesystem::path> TomlTable::file_beside(std::string_view key) const {
  const auto name = text(key);
  if (!name)
    return std::nullopt;
  if (name->empty())
    refuse(key, *find(key), name_of_a_file);
  return std::filesystem::path(file_).parent_path() / *name;
}

std::optional<double> TomlTable::number(std::string_view key) const {
  const toml::node* node = find(key);
  if (!node)
    return std::nullopt;
  const auto value = number_of(*node);
  if (!value)
    refuse(key, *node, "a number");
  return value;
}

std::optional<bool> TomlTable::flag(std::string_view key) const {
  const toml::node* node = find(key);
  if (!node)
    return std::nullopt;
  if (!node->is_boolean())
    refuse(key, *node, "true or false");
  return node->as_boolean()->get();
}

std::optional<std::vector<std::string>> TomlTable::texts(std::string_view key) const {
  const toml::node* node = find(key);
  if (!node)
    return std::nullopt;
  const std::string allowed = "a list of texts in quotes";
  if (!node->is_array())
    refuse(key, *node, allowed);
  std::vector<std::string> values;
  for (const toml::node& element : *node->as_array()) {
    if (!element.is_string())
      refuse(key, element, allowed);
    values.push_back(element.as_string()->get());
  }
  return values;
}

std::optional<TomlTable> TomlTable::table(std::string_view key) const {
  const toml::node* node = find(key);
  if (!node)
    return std::nullopt;
  if (!node->is_table())
    refuse(key, *node, "a table: [" + full_name(key) + "]");
  return TomlTable(document_, *node->as_table(), file_, full_name(key));
}

std::vector<TomlTable> TomlTable::tables(std::string_view key) const {
  const toml::node* node = find(key);
  if (!node)
    return {};
  const std::string allowed = "a list of tables: [[" + full_name(key) + "]]";
  if (!node->is_array())
    refuse(key, *node, allowed);
  std::vector<TomlTable> values;
  for (const toml::node& element : *node->as_array()) {
    if (!element.is_table())
      refuse(key, element, allowed);
    values.push_back(TomlTable(document_, *element.as_table(), file_, full_name(key)));
  }
  return values;
}

std::optional<std::size_t> TomlTable::choice(std::string_view key, std::span<const std::string_view> names) const {
  const auto value = text(key);
  if (!value)
    return std::nullopt;
  return choose(*value, names, where(key));
}

std::string TomlTable::required_text(std::string_view key) const {
  auto value = text(key);
  if (!value)
    missing(key, "a text in quotes");
  return *std::move(value);
}

std::filesystem::path TomlTable::required_file_beside(std::string_view key) const {
  auto path = file_beside(key);
  if (!path)
    missing(key, name_of_a_file);
  return *std::move(path);
}

double TomlTable::required_number(std::string_view key) const {
  const auto value = number(key);
  if (!value)
    missing(key, "a number");
  return *value;
}

std::size_t TomlTable::required_choice(std::string_view key, std::span<const std::string_view> names) const {
  const auto value = choice(key, names);
  if (!value)
    missing(key, core::listing(names));
  return *value;
}

std::vector<TomlTable::Entry> TomlTable::leaves(bool (*is_leaf)(const toml::table&)) const {
  std::vector<Entry> found;
  const std::function<void(const toml::table&, const std::string&)> collect = [&](const toml::table& table,
                                                                                  const std::string& path) {
    for (const auto& [key, node] : table) {
      const std::string name = joined(path, key.str());
      if (node.is_table() && !is_leaf(*node.as_table())) {
        collect(*node.as_table(), name);
      } else {
        found.push_back({name, &node, {.file = file_, .line = line_of(key.source()), .key = full_name(name)}});
      }
    }
  };
  collect(*table_, "");
  std::stable_sort(found.begin(), found.end(),
                   [](const Entry& a, const Entry& b) { return a.where.line < b.where.line; });
  return found;
}

TomlTable TomlTable::inside(const Entry& entry) const {
  if (!entry.node->is_table()) {
    throw Error(ErrorCode::bad_input, entry.where, describe(*entry.node), "a table: { value = ..., unit = ..., ... }");
  }
  return {document_, *entry.node->as_table(), file_, entry.where.key};
}

std::string TomlTable::full_name(std::string_view key) const { return joined(path_, key); }

void TomlTable::refuse(std::string_view key, const toml::node& node, std::string allowed) const {
  throw Error(ErrorCode::bad_input, where(key), describe(node), std::move(allowed));
}

void TomlTable::missing(std::string_view key, std::string allowed) const {
  throw Error(ErrorCode::bad_input, where(key), "nothing: the key is missing", std::move(allowed));
}

std::string describe(const toml::node& node) {
  if (node.is_string())
    return "the text '" + node.as_string()->get() + "'";
  if (node.is_boolean())
    return node.as_boolean()->get() ? "true" : "false";
  if (const auto number = number_of(node))
    return core::to_text(*number);
  if (node.is_array())
    return "a list";
  if (node.is_table())
    return "a table";
  return "a date or time";
}

std::optional<double> number_of(const toml::node& node) {
  if (node.is_integer())
    return static_cast<double>(node.as_integer()->get());
  if (node.is_floating_point())
    return node.as_floating_point()->get();
  return std::nullopt;
}

std::size_t choose(const std::string& text, std::span<const std::string_view> names, const Where& where) {
  const auto at = std::find(names.begin(), names.end(), text);
  if (at == names.end()) {
    throw Error(ErrorCode::bad_input, where, "'" + text + "'", core::listing(names), core::suggestion(text, names));
  }
  return static_cast<std::size_t>(at - names.begin());
}

}  // namespace spondyl::study
