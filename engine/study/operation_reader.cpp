#include "study/operation_reader.hpp"

#include <algorithm>
#include <array>

#include "core/units.hpp"

namespace spondyl::study {
namespace {

using core::Error;
using core::ErrorCode;
using surgery::Healing;
using Keys = std::vector<std::string_view>;

constexpr std::array<std::string_view, 3> healing_keys{"months", "union", "graft"};
constexpr std::array<std::string_view, 8> hardware_keys{
    "anchor", "rods", "rod_diameter_mm", "screw_diameter_mm", "screw_length_mm", "cross_link", "skip", "rod_side"};
constexpr std::array<std::string_view, 4> cage_keys{"cage_kind", "cage_height_mm", "cage_lordosis_deg",
                                                    "cage_material"};

Keys joined(Keys keys, std::span<const std::string_view> more) {
  keys.insert(keys.end(), more.begin(), more.end());
  return keys;
}

bool has_any(const TomlTable& table, std::span<const std::string_view> keys) {
  return std::any_of(keys.begin(), keys.end(), [&](std::string_view key) { return table.has(key); });
}

/// A member of an enumeration by its name; `otherwise` where the key is missing.
template <typename Enum>
Enum read_name(const TomlTable& table, std::string_view key, std::span<const std::string_view> names, Enum otherwise) {
  const auto chosen = table.choice(key, names);
  return chosen ? static_cast<Enum>(*chosen) : otherwise;
}

template <typename Enum>
Enum required_name(const TomlTable& table, std::string_view key, std::span<const std::string_view> names) {
  return static_cast<Enum>(table.required_choice(key, names));
}

std::vector<spine::Level> read_levels(const TomlTable& table) {
  const auto names = table.texts("levels");
  if (!names) {
    throw Error(ErrorCode::bad_input, table.where("levels"), "nothing: the key is missing",
                "1 to 3 neighboring levels, such as [\"L4-L5\"]");
  }
  return spine::parse_levels(*names, table.where("levels"));
}

spine::Level read_level(const TomlTable& table) {
  return {static_cast<int>(table.required_choice("level", spine::level_names))};
}

std::optional<surgery::Sides> read_side(const TomlTable& table, std::string_view key = "side") {
  const auto chosen = table.choice(key, surgery::sides_names);
  return chosen ? std::optional(static_cast<surgery::Sides>(*chosen)) : std::nullopt;
}

surgery::Sides side_or_both(const TomlTable& table) { return read_side(table).value_or(surgery::Sides::both); }

std::optional<double> read_angle(const TomlTable& table, std::string_view key) {
  const auto degrees = table.number(key);
  return degrees ? std::optional(core::radians(*degrees)) : std::nullopt;
}

std::optional<Healing> read_own_healing(const TomlTable& table, const Healing& of_plan) {
  return has_any(table, healing_keys) ? std::optional(read_healing(table, of_plan)) : std::nullopt;
}

surgery::Hardware read_hardware(const TomlTable& table, std::string_view side_key) {
  surgery::Hardware h;
  h.anchor = read_name(table, "anchor", surgery::anchor_names, h.anchor);
  h.sides = read_side(table, side_key).value_or(h.sides);
  h.material = read_name(table, "rods", spine::implant_material_names, h.material);
  h.rod_diameter = table.number("rod_diameter_mm");
  h.screw_diameter = table.number("screw_diameter_mm");
  h.screw_length = table.number("screw_length_mm");
  h.has_cross_link = table.flag("cross_link").value_or(false);
  for (const std::string& text : table.texts("skip").value_or(std::vector<std::string>{}))
    h.skipped.push_back(static_cast<spine::Vertebra>(choose(text, spine::vertebra_names, table.where("skip"))));
  return h;
}

surgery::CageChoice read_cage_choice(const TomlTable& table) {
  surgery::CageChoice cage;
  if (const auto kind = table.choice("cage_kind", surgery::cage_kind_names))
    cage.kind = static_cast<surgery::CageKind>(*kind);
  cage.height = table.number("cage_height_mm");
  cage.lordosis = read_angle(table, "cage_lordosis_deg");
  if (const auto material = table.choice("cage_material", spine::implant_material_names))
    cage.material = static_cast<spine::ImplantMaterial>(*material);
  return cage;
}

surgery::Operation read_fusion(const TomlTable& table, const Healing& of_plan) {
  surgery::Fusion fusion;
  fusion.approach = read_name(table, "approach", surgery::approach_names, fusion.approach);
  Keys keys = joined({"type", "levels", "approach"}, healing_keys);
  const bool has_cage = fusion.approach != surgery::Approach::none && fusion.approach != surgery::Approach::plf;
  if (fusion.approach != surgery::Approach::none)
    keys = joined(joined(std::move(keys), std::array<std::string_view, 2>{"side", "stand_alone"}), hardware_keys);
  if (has_cage)
    keys = joined(std::move(keys), cage_keys);
  table.allow_only(keys);
  fusion.levels = read_levels(table);
  fusion.healing = read_own_healing(table, of_plan);
  fusion.sides = read_side(table);
  if (has_cage)
    fusion.cage = read_cage_choice(table);
  if (!table.flag("stand_alone").value_or(false)) {
    fusion.hardware = read_hardware(table, "rod_side");
  } else if (has_any(table, hardware_keys)) {
    throw Error(ErrorCode::bad_input, table.where("stand_alone"), "screws or rods of a stand-alone fusion",
                "either stand_alone = true or keys of screws and rods");
  } else {
    fusion.hardware.reset();
  }
  return fusion;
}

surgery::Operation read_instrumentation(const TomlTable& table) {
  Keys keys = joined({"type", "levels", "side"}, hardware_keys);
  std::erase(keys, "rod_side");
  table.allow_only(keys);
  return surgery::Instrumentation{read_levels(table), read_hardware(table, "side")};
}

surgery::Operation read_cage(const TomlTable& table, const Healing& of_plan) {
  table.allow_only(
      joined({"type", "level", "kind", "side", "height_mm", "lordosis_deg", "length_mm", "width_mm", "material"},
             healing_keys));
  surgery::InterbodyCage cage;
  cage.level = read_level(table);
  cage.kind = required_name<surgery::CageKind>(table, "kind", surgery::cage_kind_names);
  cage.sides = read_side(table);
  cage.height = table.number("height_mm");
  cage.lordosis = read_angle(table, "lordosis_deg");
  cage.length = table.number("length_mm");
  cage.width = table.number("width_mm");
  cage.material = read_name(table, "material", spine::implant_material_names, cage.material);
  cage.healing = read_own_healing(table, of_plan);
  return cage;
}

surgery::Operation read_graft(const TomlTable& table, const Healing& of_plan) {
  table.allow_only(joined({"type", "level", "side"}, healing_keys));
  return surgery::PosterolateralGraft{read_level(table), side_or_both(table), read_own_healing(table, of_plan)};
}

spine::Vertebra read_vertebra(const TomlTable& table) {
  return required_name<spine::Vertebra>(table, "vertebra", spine::vertebra_names);
}

surgery::Operation read_laminectomy(const TomlTable& table) {
  table.allow_only(Keys{"type", "vertebra", "extent", "side"});
  surgery::Laminectomy laminectomy;
  laminectomy.vertebra = read_vertebra(table);
  laminectomy.extent = read_name(table, "extent", surgery::laminectomy_extent_names, laminectomy.extent);
  laminectomy.sides = side_or_both(table);
  return laminectomy;
}

surgery::Operation read_facetectomy(const TomlTable& table) {
  table.allow_only(Keys{"type", "level", "share", "side"});
  surgery::Facetectomy facetectomy{read_level(table), 1, side_or_both(table)};
  facetectomy.share = table.number("share").value_or(1);
  return facetectomy;
}

surgery::Operation read_discectomy(const TomlTable& table) {
  table.allow_only(Keys{"type", "level", "nucleus_share", "entry", "side", "window_width_mm"});
  surgery::Discectomy discectomy;
  discectomy.level = read_level(table);
  discectomy.nucleus_share = table.number("nucleus_share").value_or(discectomy.nucleus_share);
  discectomy.entry = read_name(table, "entry", surgery::entry_names, discectomy.entry);
  discectomy.sides = side_or_both(table);
  discectomy.window_width = table.number("window_width_mm");
  return discectomy;
}

surgery::Operation read_ligament_resection(const TomlTable& table) {
  table.allow_only(Keys{"type", "level", "ligament", "side"});
  return surgery::LigamentResection{
      read_level(table), required_name<spine::Ligament>(table, "ligament", spine::ligament_names), side_or_both(table)};
}

surgery::Operation read_bone_resection(const TomlTable& table) {
  table.allow_only(Keys{"type", "vertebra", "part", "side"});
  return surgery::BoneResection{read_vertebra(table),
                                required_name<surgery::BonePart>(table, "part", surgery::bone_part_names),
                                side_or_both(table)};
}

surgery::Operation read_removal(const TomlTable& table) {
  table.allow_only(Keys{"type", "levels"});
  surgery::RemoveInstrumentation removal;
  if (table.has("levels"))
    removal.levels = read_levels(table);
  return removal;
}

}  // namespace

Healing read_healing(const TomlTable& table, Healing otherwise) {
  Healing healing = otherwise;
  healing.months = table.number("months").value_or(healing.months);
  if (!(healing.months >= 0 && healing.months <= surgery::max_months)) {
    throw Error(ErrorCode::bad_input, table.where("months"), core::to_text(healing.months),
                "a number from 0 to " + core::to_text(surgery::max_months) + " months since surgery");
  }
  healing.outcome = read_name(table, "union", surgery::union_names, healing.outcome);
  healing.course = read_name(table, "graft", surgery::course_names, healing.course);
  return healing;
}

surgery::Operation read_operation(const TomlTable& table, const Healing& of_plan) {
  using Reader = surgery::Operation (*)(const TomlTable&, const Healing&);
  // In the order of surgery::operation_names.
  constexpr std::array<Reader, surgery::operation_names.size()> readers{
      read_fusion,
      [](const TomlTable& t, const Healing&) { return read_instrumentation(t); },
      read_cage,
      read_graft,
      [](const TomlTable& t, const Healing&) { return read_laminectomy(t); },
      [](const TomlTable& t, const Healing&) { return read_facetectomy(t); },
      [](const TomlTable& t, const Healing&) { return read_discectomy(t); },
      [](const TomlTable& t, const Healing&) { return read_ligament_resection(t); },
      [](const TomlTable& t, const Healing&) { return read_bone_resection(t); },
      [](const TomlTable& t, const Healing&) { return read_removal(t); }};
  return readers[table.required_choice("type", surgery::operation_names)](table, of_plan);
}

}  // namespace spondyl::study
