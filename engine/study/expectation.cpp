#include "study/expectation.hpp"

#include <algorithm>

#include "study/quantity.hpp"
#include "study/toml_table.hpp"

namespace spondyl::study {
namespace {

using core::Error;
using core::ErrorCode;

const Quantity& read_quantity(const TomlTable& table) {
  std::vector<std::string_view> names;
  for (const Quantity& quantity : level_quantities())
    names.push_back(quantity.name);
  return level_quantities()[table.required_choice("quantity", names)];
}

void check_loads(const TomlTable& table, const Expectation& e) {
  if (e.protocol != Protocol::load_control && !is_rotation(e.load_case)) {
    throw Error(ErrorCode::bad_input, table.where("protocol"),
                "'" + std::string(name(e.protocol)) + "' of a case that has no rotation to hold", "load_control");
  }
}

void read_interval(const TomlTable& table, Expectation& e) {
  e.low = table.required_number("low");
  e.high = table.required_number("high");
  if (!(e.low <= e.high)) {
    throw Error(ErrorCode::bad_input, table.where("high"), core::to_text(e.high),
                "a number from low (" + core::to_text(e.low) + ") on");
  }
}

void read_source(const TomlTable& table, Expectation& e) {
  if (e.kind == ExpectationKind::published) {
    e.source = table.required_text("source");
    e.confidence = static_cast<core::Confidence>(table.required_choice("confidence", core::confidence_names));
    return;
  }
  for (const std::string_view key : {"source", "confidence"}) {
    if (table.has(key)) {
      throw Error(ErrorCode::bad_input, table.where(key), "a source of a regression",
                  "this key only with kind = \"published\"");
    }
  }
}

}  // namespace

Expectation read_expectation(const TomlTable& table) {
  table.allow_only(std::array<std::string_view, 11>{"quantity", "load_case", "protocol", "level", "of", "low", "high",
                                                    "kind", "source", "confidence", "note"});
  Expectation e;
  const Quantity& quantity = read_quantity(table);
  e.quantity = quantity.name;
  e.load_case = static_cast<LoadCase>(table.required_choice("load_case", load_case_names));
  e.protocol = static_cast<Protocol>(table.required_choice("protocol", protocol_names));
  e.level = {static_cast<int>(table.required_choice("level", spine::level_names))};
  e.of = static_cast<Expected>(table.required_choice("of", expected_names));
  if (e.of == Expected::change && !quantity.is_compared) {
    throw Error(ErrorCode::bad_input, table.where("of"), "the change of '" + quantity.name + "', which is near nothing",
                "of = \"value\"");
  }
  e.kind = static_cast<ExpectationKind>(table.required_choice("kind", expectation_kind_names));
  e.note = table.text("note").value_or("");
  check_loads(table, e);
  read_interval(table, e);
  read_source(table, e);
  return e;
}

}  // namespace spondyl::study
