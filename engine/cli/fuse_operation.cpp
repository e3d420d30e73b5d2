#include "cli/fuse_operation.hpp"

#include <algorithm>
#include <span>

#include "core/units.hpp"

namespace spondyl::cli {
namespace {

using core::Error;
using core::ErrorCode;
using surgery::Approach;

template <class Enum>
Enum choose(const char* option, const std::optional<std::string>& text, std::span<const std::string_view> names,
            Enum otherwise) {
  if (!text)
    return otherwise;
  const auto found = std::find(names.begin(), names.end(), *text);
  if (found == names.end()) {
    throw Error(ErrorCode::bad_input, {.key = option}, "'" + *text + "'", core::listing(names),
                core::suggestion(*text, names));
  }
  return static_cast<Enum>(found - names.begin());
}

[[noreturn]] void refuse(const char* option, const std::string& why, const std::string& allowed) {
  throw Error(ErrorCode::bad_input, {.key = option}, why, allowed);
}

/// The first of the options that was given, or null.
const char* first_given(std::initializer_list<std::pair<const char*, bool>> options) {
  for (const auto& [option, is_given] : options) {
    if (is_given)
      return option;
  }
  return nullptr;
}

const char* given_hardware(const FusionArguments& a) {
  return first_given({{"--rods", a.rods.has_value()},
                      {"--anchor", a.anchor.has_value()},
                      {"--rod-side", a.rod_side.has_value()},
                      {"--rod-diameter-mm", a.rod_diameter_mm.has_value()},
                      {"--cross-link", a.has_cross_link}});
}

const char* given_cage(const FusionArguments& a) {
  return first_given({{"--cage-kind", a.cage_kind.has_value()},
                      {"--cage-material", a.cage_material.has_value()},
                      {"--cage-height-mm", a.cage_height_mm.has_value()},
                      {"--cage-lordosis-deg", a.cage_lordosis_deg.has_value()}});
}

void check(const FusionArguments& a, Approach approach) {
  if (approach == Approach::none) {
    const char* option = given_hardware(a);
    option = option ? option : given_cage(a);
    option = option ? option
                    : first_given({{"--side", a.side.has_value()},
                                   {"--stand-alone", a.is_stand_alone},
                                   {"--months", !a.months.empty()},
                                   {"--graft", a.graft.has_value()}});
    if (option)
      refuse(option, "this option without an approach: the fusion is an idealized block of mature bone",
             "it with --approach plf, plif, tlif, alif or llif");
  }
  if (const char* option = given_cage(a); option && approach == Approach::plf)
    refuse(option, "a cage of a posterolateral fusion, which has none", "it with --approach plif, tlif, alif or llif");
  if (const char* option = given_hardware(a); option && a.is_stand_alone)
    refuse(option, "rods of a stand-alone fusion", "either --stand-alone or options of rods");
}

surgery::Hardware hardware_of(const FusionArguments& a) {
  surgery::Hardware h;
  h.anchor = choose("--anchor", a.anchor, surgery::anchor_names, h.anchor);
  h.sides = choose("--rod-side", a.rod_side, surgery::sides_names, h.sides);
  h.material = choose("--rods", a.rods, spine::implant_material_names, h.material);
  h.rod_diameter = a.rod_diameter_mm;
  h.has_cross_link = a.has_cross_link;
  return h;
}

surgery::Healing healing_of(const FusionArguments& a, double months) {
  surgery::Healing healing;
  if (!(months >= 0 && months <= surgery::max_months)) {
    throw Error(ErrorCode::bad_input, {.key = "--months"}, core::to_text(months),
                "numbers from 0 to " + core::to_text(surgery::max_months));
  }
  healing.months = months;
  healing.outcome = choose("--union", a.outcome, surgery::union_names, healing.outcome);
  healing.course = choose("--graft", a.graft, surgery::course_names, healing.course);
  return healing;
}

}  // namespace

surgery::Fusion fusion_of(const FusionArguments& a, std::vector<spine::Level> levels) {
  surgery::Fusion fusion;
  fusion.levels = std::move(levels);
  fusion.approach = choose("--approach", a.approach, surgery::approach_names, fusion.approach);
  check(a, fusion.approach);
  if (a.side)
    fusion.sides = choose("--side", a.side, surgery::sides_names, surgery::Sides::both);
  if (a.cage_kind)
    fusion.cage.kind = choose("--cage-kind", a.cage_kind, surgery::cage_kind_names, surgery::CageKind::plif);
  if (a.cage_material) {
    fusion.cage.material =
        choose("--cage-material", a.cage_material, spine::implant_material_names, spine::ImplantMaterial::peek);
  }
  fusion.cage.height = a.cage_height_mm;
  if (a.cage_lordosis_deg)
    fusion.cage.lordosis = core::radians(*a.cage_lordosis_deg);
  if (a.is_stand_alone)
    fusion.hardware.reset();
  else
    fusion.hardware = hardware_of(a);
  return fusion;
}

std::vector<study::Plan> plans_of(const FusionArguments& a, const surgery::Fusion& fusion) {
  if (a.months.empty())
    return {{"operated", {fusion}, healing_of(a, surgery::Healing{}.months)}};
  std::vector<study::Plan> plans;
  for (const double months : a.months) {
    const std::string name = a.months.size() == 1 ? "operated" : "month_" + core::to_text(months);
    for (const study::Plan& other : plans) {
      if (other.name == name)
        refuse("--months", core::to_text(months) + " twice", "each number once");
    }
    plans.push_back({name, {fusion}, healing_of(a, months)});
  }
  return plans;
}

}  // namespace spondyl::cli
