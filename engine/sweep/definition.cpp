#include "sweep/definition.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "core/sha256.hpp"

namespace spondyl::sweep {
namespace {

constexpr std::array<std::string_view, 3> for_people{"name", "description", "expectation"};
constexpr std::size_t max_shown = 6;

void add_node(Definition& definition, const std::string& key, const toml::node& node) {
  if (const toml::table* table = node.as_table()) {
    for (const auto& [name, inner] : *table)
      add_node(definition, key + "." + std::string(name.str()), inner);
  } else if (const toml::array* list = node.as_array()) {
    for (std::size_t i = 0; i < list->size(); ++i)
      add_node(definition, key + "." + std::to_string(i + 1), *list->get(i));
  } else if (node.is_string()) {
    definition.emplace_back(key, "'" + node.as_string()->get() + "'");
  } else {
    definition.emplace_back(key, study::describe(node));
  }
}

}  // namespace

void add_document(Definition& definition, const std::string& prefix, const study::TomlTable& document) {
  for (const auto& [name, node] : document.node()) {
    if (std::find(for_people.begin(), for_people.end(), name.str()) == for_people.end())
      add_node(definition, prefix + "." + std::string(name.str()), node);
  }
}

std::string sha256(const Definition& definition) {
  std::string text;
  for (const auto& [key, value] : definition)
    text += key + " = " + value + "\n";
  return core::sha256(text);
}

std::string difference(const Definition& before, const Definition& now) {
  std::map<std::string, std::pair<std::string, std::string>> all;
  for (const auto& [key, value] : before)
    all[key].first = value;
  for (const auto& [key, value] : now)
    all[key].second = value;
  std::string text;
  std::size_t n = 0;
  for (const auto& [key, values] : all) {
    const auto shown = [](const std::string& value) { return value.empty() ? std::string("nothing") : value; };
    if (values.first == values.second)
      continue;
    if (++n <= max_shown)
      text += (text.empty() ? "" : "; ") + key + ": " + shown(values.first) + " → " + shown(values.second);
  }
  if (n > max_shown)
    text += "; and " + std::to_string(n - max_shown) + " more";
  return text;
}

}  // namespace spondyl::sweep
