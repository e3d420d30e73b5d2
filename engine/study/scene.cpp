#include "study/scene.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <utility>

#include "core/units.hpp"
#include "study/operation_reader.hpp"
#include "study/person_choice.hpp"
#include "study/scene_document.hpp"
#include "study/toml_table.hpp"
#include "surgery/operate.hpp"

namespace spondyl::study {
namespace {

using core::Error;
using core::ErrorCode;

constexpr std::string_view scene_format = "spondyl-scene";
constexpr double scene_version = 1;
constexpr double max_rotation_deg = 90;

void check_format(const TomlTable& root) {
  root.required_choice("format", std::array{scene_format});
  if (const double version = root.required_number("version"); version != scene_version) {
    throw Error(ErrorCode::bad_input, root.where("version"), core::to_text(version), core::to_text(scene_version));
  }
}

// Adds an override unless the parameter has been given already, under this name or another.
void add_override(std::vector<ParameterOverride>& overrides, ParameterOverride wanted) {
  const auto first = std::find_if(overrides.begin(), overrides.end(),
                                  [&](const ParameterOverride& other) { return other.path == wanted.path; });
  if (first != overrides.end()) {
    throw Error(ErrorCode::bad_input, wanted.where,
                "a second value for '" + wanted.path + "' (the first is key '" + first->where.key + "' on line " +
                    std::to_string(first->where.line) + ")",
                "one value of each parameter");
  }
  overrides.push_back(std::move(wanted));
}

std::vector<ParameterOverride> read_overrides(const TomlTable& root, const core::ParameterTable& declared) {
  std::vector<ParameterOverride> overrides;
  const auto table = root.table("parameters");
  if (!table)
    return overrides;
  for (const auto& entry : table->leaves([](const toml::table&) { return false; })) {
    const auto value = number_of(*entry.node);
    if (!value) {
      const core::Parameter* parameter = declared.find(entry.key);
      throw Error(ErrorCode::bad_input, entry.where, describe(*entry.node),
                  parameter ? allowed_values(*parameter) : "a number");
    }
    add_override(overrides, {entry.key, *value, entry.where});
  }
  return overrides;
}

void apply(const SceneEdits& edits, std::vector<ParameterOverride>& own, PersonChoice& person) {
  const auto forget = [&](const std::string& path) {
    std::erase_if(own, [&](const ParameterOverride& o) { return o.path == path; });
  };
  for (const ParameterOverride& edit : edits.parameters) {
    forget(edit.path);
    own.push_back(edit);
  }
  for (const spine::Measure& measure : edits.measures)
    forget(measure.path);
  person.measures = edits.measures;
}

/// Does the operations on the scene's spine; a refusal gets the line of the operation it is about.
void check_operations(const Scene& scene, const std::vector<TomlTable>& tables, const core::ParameterTable& table) {
  spine::SpineSpec spec = spine::make_specification(table, scene.resolution);
  const surgery::Conditions conditions = surgery::make_conditions(table, scene.healing);
  for (std::size_t i = 0; i < tables.size(); ++i) {
    try {
      spec = surgery::operate(std::move(spec), scene.operations[i], conditions).spec;
    } catch (const Error& error) {
      throw error.at(tables[i].where(error.where().key));
    }
  }
}

// The members of an enumeration a list names, each once, at least one.
template <typename Enum>
std::optional<std::vector<Enum>> read_set(const TomlTable& table, std::string_view key,
                                          std::span<const std::string_view> names) {
  const auto texts = table.texts(key);
  if (!texts)
    return std::nullopt;
  const core::Where where = table.where(key);
  if (texts->empty())
    throw Error(ErrorCode::bad_input, where, "an empty list", "one or more of " + core::listing(names));
  std::vector<Enum> members;
  for (const std::string& text : *texts) {
    const auto member = static_cast<Enum>(choose(text, names, where));
    if (std::find(members.begin(), members.end(), member) != members.end()) {
      throw Error(ErrorCode::bad_input, where, "'" + text + "' twice", "each name once");
    }
    members.push_back(member);
  }
  return members;
}

void check_protocols(const TomlTable& table, const Loads& loads) {
  const auto has = [&](Protocol protocol) {
    return std::find(loads.protocols.begin(), loads.protocols.end(), protocol) != loads.protocols.end();
  };
  if (has(Protocol::displacement_control) != loads.rotation_rad.has_value()) {
    if (loads.rotation_rad) {
      throw Error(ErrorCode::bad_input, table.where("rotation_deg"), "a rotation without displacement_control",
                  "this key only with the protocol displacement_control");
    }
    throw Error(ErrorCode::bad_input, table.where("rotation_deg"), "nothing: the key is missing",
                "the total rotation of displacement_control");
  }
  const auto still = std::find_if_not(loads.cases.begin(), loads.cases.end(), is_rotation);
  if (still != loads.cases.end() && !has(Protocol::load_control)) {
    throw Error(ErrorCode::bad_input, table.where("cases"),
                "'" + std::string(name(*still)) + "', which has no rotation to hold",
                "this case only with the protocol load_control");
  }
}

Loads read_loads(const TomlTable& root, std::vector<ParameterOverride>& overrides) {
  Loads loads;
  const auto table = root.table("loads");
  if (!table)
    return loads;
  constexpr std::array<std::string_view, 5> keys{"cases", "protocols", "moment_Nm", "follower_N", "rotation_deg"};
  table->allow_only(keys);
  if (auto cases = read_set<LoadCase>(*table, "cases", load_case_names))
    loads.cases = *std::move(cases);
  if (auto protocols = read_set<Protocol>(*table, "protocols", protocol_names))
    loads.protocols = *std::move(protocols);
  for (const std::string key : {"moment_Nm", "follower_N"}) {
    if (const auto value = table->number(key))
      add_override(overrides, {"load." + key, *value, table->where(key)});
  }
  if (const auto rotation = table->number("rotation_deg")) {
    if (!(*rotation > 0 && *rotation <= max_rotation_deg)) {
      throw Error(ErrorCode::bad_input, table->where("rotation_deg"), core::to_text(*rotation),
                  "a number above 0, up to " + core::to_text(max_rotation_deg) + " deg");
    }
    loads.rotation_rad = core::radians(*rotation);
  }
  check_protocols(*table, loads);
  return loads;
}

constexpr double max_seed = 9007199254740992;  // 2^53: every whole number up to it is a number of TOML and of JSON

void read_seed(const TomlTable& spine, PersonChoice& choice) {
  const auto seed = spine.number("person_seed");
  if (!seed)
    return;
  choice.seed_where = spine.where("person_seed");
  if (choice.name) {
    throw Error(ErrorCode::bad_input, choice.seed_where, "a seed beside the person '" + *choice.name + "'",
                "either person or person_seed");
  }
  if (!(*seed >= 0 && *seed <= max_seed && *seed == std::floor(*seed))) {
    throw Error(ErrorCode::bad_input, choice.seed_where, core::to_text(*seed),
                "a whole number from 0 to " + core::to_text(max_seed));
  }
  choice.seed = static_cast<std::uint64_t>(*seed);
}

PersonChoice read_person(const TomlTable& spine) {
  PersonChoice choice;
  choice.name = spine.text("person");
  choice.name_where = spine.where("person");
  choice.radiograph = spine.file_beside("radiograph");
  choice.radiograph_where = spine.where("radiograph");
  read_seed(spine, choice);
  return choice;
}

}  // namespace

Scene read_scene(const std::filesystem::path& file, const core::ParameterTable& declared) {
  return read_scene(TomlTable::parse_file(file), declared);
}

Scene read_scene(const TomlTable& root, const core::ParameterTable& declared, const SceneEdits& edits) {
  const std::filesystem::path file = root.file();
  check_format(root);  // first: the keys of another format would only confuse
  constexpr std::array<std::string_view, 10> keys{"format",     "version",   "name",    "description", "spine",
                                                  "parameters", "operation", "healing", "loads",       "expectation"};
  root.allow_only(keys);

  Scene scene = read_scene_tables(root, declared, edits);
  scene.name = root.text("name").value_or(file.stem().string());
  scene.description = root.text("description").value_or("");
  return scene;
}

Scene read_scene_tables(const TomlTable& root, const core::ParameterTable& declared, const SceneEdits& edits) {
  Scene scene;
  scene.source_file = root.file();
  PersonChoice person;
  if (const auto spine = root.table("spine")) {
    spine->allow_only(std::array<std::string_view, 4>{"resolution", "person", "person_seed", "radiograph"});
    person = read_person(*spine);
    if (const auto chosen = spine->choice("resolution", spine::resolution_names)) {
      scene.resolution = static_cast<spine::Resolution>(*chosen);
    }
  }
  scene.parameters = read_overrides(root, declared);
  if (const auto healing = root.table("healing")) {
    healing->allow_only(std::array<std::string_view, 4>{"months", "union", "graft", "smoker"});
    scene.is_smoker = healing->flag("smoker").value_or(false);
    scene.healing = read_healing(*healing, scene.healing);
  }
  const std::vector<TomlTable> operations = root.tables("operation");
  for (const TomlTable& table : operations)
    scene.operations.push_back(read_operation(table, scene.healing));
  scene.loads = read_loads(root, scene.parameters);
  for (const TomlTable& table : root.tables("expectation"))
    scene.expectations.push_back(read_expectation(table));
  apply(edits, scene.parameters, person);
  scene.parameters = person_overrides(person, declared, std::move(scene.parameters));
  const core::ParameterTable table = with_overrides(declared, scene.parameters);
  if (edits.are_operations_tried)
    check_operations(scene, operations, table);
  return scene;
}

core::ParameterTable with_overrides(core::ParameterTable table, const std::vector<ParameterOverride>& overrides) {
  for (const ParameterOverride& wanted : overrides) {
    table.set(wanted.path, wanted.value, wanted.where);
  }
  return table;
}

}  // namespace spondyl::study
