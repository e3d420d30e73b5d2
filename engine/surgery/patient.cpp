#include "surgery/patient.hpp"

#include <algorithm>
#include <cmath>

#include "core/units.hpp"

namespace spondyl::surgery {

using spine::Side;

double Patient::bone_gone(spine::Vertebra vertebra, spine::Region region, Side side) const {
  double gone = 0;
  for (const spine::BoneCut& c : spec.resections.bone) {
    if (c.vertebra == vertebra && c.region == region && (c.side == side || c.side == Side::middle))
      gone = std::max(gone, c.share);
  }
  return gone;
}

bool Patient::is_lamina_held(spine::Vertebra vertebra, Side side) const {
  const auto has_pillar = [&](Side s) {
    return bone_gone(vertebra, spine::Region::pedicle, s) < 1 && bone_gone(vertebra, spine::Region::pars, s) < 1;
  };
  const Side other = side == Side::left ? Side::right : Side::left;
  return has_pillar(side) || (has_pillar(other) && bone_gone(vertebra, spine::Region::lamina, other) < 1);
}

void Patient::cut_bone(spine::Vertebra vertebra, spine::Region region, Side side, double share) {
  if (share <= bone_gone(vertebra, region, side))
    return;
  auto& bone = spec.resections.bone;
  std::erase_if(
      bone, [&](const spine::BoneCut& c) { return c.vertebra == vertebra && c.region == region && c.side == side; });
  bone.push_back({vertebra, region, side, share});
}

void Patient::keep_ligament(spine::Level level, spine::Ligament ligament, Side side, double share) {
  double& kept = spec.ligament(level, ligament).kept[side == Side::left ? 0 : 1];
  kept = std::min(kept, share);
}

bool Patient::is_solid(spine::Level level) const {
  if (spec.disc(level).fill == spine::DiscFill::bone_graft)
    return true;
  const double needed = schedule().solid;
  if (needed <= 0)
    return false;
  const auto& grafts = spec.implants.posterolateral_grafts;
  return spec.implants.interbody_graft_modulus[at(level)] >= needed ||
         std::any_of(grafts.begin(), grafts.end(),
                     [&](const auto& graft) { return graft.level == level && graft.modulus >= needed; });
}

void refuse(std::string_view operation, std::string_view place, const std::string& why, const std::string& remedy,
            std::string_view key) {
  throw core::Error::refusal({.key = std::string(key)},
                             std::string(operation) + " at " + std::string(place) + ": " + why, remedy);
}

void check_hooks(std::string_view operation, const Patient& patient, std::string_view key) {
  for (const spine::HookSpec& hook : patient.spec.implants.hooks) {
    const double gone = patient.bone_gone(hook.vertebra, spine::Region::lamina, hook.side);
    const bool has_edge = hook.is_supralaminar ? gone < 1 : gone == 0;
    if (!has_edge || !patient.is_lamina_held(hook.vertebra, hook.side)) {
      refuse(operation, name(hook.vertebra),
             "the " + std::string(name(hook.side)) + " lamina holds a hook, which would come away with it",
             "add remove_instrumentation before it", key);
    }
  }
}

namespace {

// With at most one decimal.
std::string rounded(double value) { return core::to_text(std::round(10 * value) / 10); }

}  // namespace

std::string millimeters(double length) { return rounded(length) + " mm"; }
std::string degrees_of(double angle) { return rounded(core::degrees(angle)) + " deg"; }
std::string percent_of(double share) { return rounded(100 * share) + " %"; }

// Moduli go over orders of magnitude: two digits of them are more than is known.
std::string modulus_of(double modulus) {
  const double unit = std::pow(10, std::floor(std::log10(modulus)) - 1);
  return core::to_text(unit >= 1 ? std::round(modulus / unit) * unit : std::round(modulus * 100) / 100) + " MPa";
}

std::string names_of(const std::vector<spine::Level>& levels) {
  std::string text;
  for (const spine::Level level : levels)
    text += (text.empty() ? "" : ", ") + std::string(name(level));
  return text;
}

void check_level(spine::Level level) {
  if (level.index < 0 || level.index >= spine::n_levels) {
    throw core::Error(core::ErrorCode::bad_input, {.key = "level"}, "level number " + std::to_string(level.index),
                      "0 (L1-L2) to 4 (L5-S1)");
  }
}

void check_levels(const std::vector<spine::Level>& levels) {
  std::vector<std::string> names;
  for (const spine::Level level : levels) {
    check_level(level);
    names.emplace_back(name(level));
  }
  spine::parse_levels(names, {.key = "levels"});
}

}  // namespace spondyl::surgery
