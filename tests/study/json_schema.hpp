// The part of JSON Schema that our schemas use. A keyword it does not know is an error: nothing is passed over.

#pragma once

#include <nlohmann/json.hpp>

#include <regex>
#include <set>
#include <string>
#include <vector>

namespace spondyl::test {

class JsonSchema {
 public:
  explicit JsonSchema(nlohmann::json root) : root_(std::move(root)) {}

  /// What is wrong with `value`, each with its place; empty if nothing.
  std::vector<std::string> errors(const nlohmann::json& value) const {
    std::vector<std::string> out;
    check(root_, value, "", out);
    return out;
  }

 private:
  using Json = nlohmann::json;

  static bool has_type(const Json& value, const std::string& type) {
    return (type == "object" && value.is_object()) || (type == "array" && value.is_array()) ||
           (type == "string" && value.is_string()) || (type == "boolean" && value.is_boolean()) ||
           (type == "null" && value.is_null()) || (type == "integer" && value.is_number_integer()) ||
           (type == "number" && value.is_number());
  }

  void check(const Json& schema, const Json& value, const std::string& at, std::vector<std::string>& out) const {
    for (const auto& [keyword, rule] : schema.items())
      check_keyword(keyword, rule, schema, value, at, out);
  }

  void check_keyword(const std::string& keyword, const Json& rule, const Json& schema, const Json& value,
                     const std::string& at, std::vector<std::string>& out) const {
    static const std::set<std::string> notes{"$schema", "$defs", "title", "description"};
    const auto fail = [&](const std::string& why) { out.push_back(at + ": " + why); };
    if (notes.count(keyword))
      return;
    if (keyword == "$ref") {
      check(root_.at(Json::json_pointer(rule.get<std::string>().substr(1))), value, at, out);
    } else if (keyword == "type") {
      const Json types = rule.is_array() ? rule : Json::array({rule});
      bool is_one = false;
      for (const auto& type : types)
        is_one = is_one || has_type(value, type);
      if (!is_one)
        fail("is not of type " + rule.dump());
    } else if (keyword == "const") {
      if (value != rule)
        fail("is not " + rule.dump());
    } else if (keyword == "enum") {
      if (std::find(rule.begin(), rule.end(), value) == rule.end())
        fail(value.dump() + " is not among " + rule.dump());
    } else if (keyword == "anyOf") {
      bool is_one = false;
      for (const auto& choice : rule) {
        std::vector<std::string> ignored;
        check(choice, value, at, ignored);
        is_one = is_one || ignored.empty();
      }
      if (!is_one)
        fail("matches none of anyOf");
    } else if (keyword == "required") {
      for (const auto& key : rule) {
        if (value.is_object() && !value.contains(key))
          fail("lacks " + key.get<std::string>());
      }
    } else if (keyword == "properties") {
      for (const auto& [key, inner] : rule.items()) {
        if (value.is_object() && value.contains(key))
          check(inner, value.at(key), at + "/" + key, out);
      }
    } else if (keyword == "additionalProperties") {
      if (!value.is_object())
        return;
      for (const auto& [key, inner] : value.items()) {
        if (schema.contains("properties") && schema.at("properties").contains(key))
          continue;
        if (rule == false)
          fail("has an unknown " + key);
        else
          check(rule, inner, at + "/" + key, out);
      }
    } else if (keyword == "items") {
      for (std::size_t k = 0; value.is_array() && k < value.size(); ++k)
        check(rule, value[k], at + "/" + std::to_string(k), out);
    } else if (keyword == "minItems" || keyword == "maxItems") {
      if (value.is_array() && (keyword == "minItems" ? value.size() < rule : value.size() > rule))
        fail("has " + std::to_string(value.size()) + " items");
    } else if (keyword == "minimum" || keyword == "maximum") {
      if (value.is_number() && (keyword == "minimum" ? value < rule : value > rule))
        fail(value.dump() + " is out of range");
    } else if (keyword == "pattern") {
      if (value.is_string() && !std::regex_search(value.get<std::string>(), std::regex(rule.get<std::string>())))
        fail(value.dump() + " does not match " + rule.dump());
    } else {
      fail("the schema uses the unknown keyword " + keyword);
    }
  }

  Json root_;
};

}  // namespace spondyl::test
