// A spine on the operating table: what operations see, edit and write down. Internal to surgery.
#pragma once

#include <string>
#include <vector>

#include "spine/specification.hpp"
#include "surgery/conditions.hpp"
#include "surgery/side_choice.hpp"

namespace spondyl::surgery {

struct Patient {
  spine::SpineSpec spec;
  const Conditions& conditions;
  Healing healing;                                           ///< of what is implanted next
  std::vector<std::string> cut, implanted, removed, healed;  ///< one phrase each

  const Catalog& catalog() const { return conditions.catalog; }
  const HealingSchedule& schedule() const { return conditions.schedule; }

  /// Share of a region that is gone on one side.
  double bone_gone(spine::Vertebra vertebra, spine::Region region, spine::Side side) const;
  /// Whether a half of the lamina still hangs on the body: by its own pillar and pedicle, or across the other half.
  bool is_lamina_held(spine::Vertebra vertebra, spine::Side side) const;
  /// Takes a region away on one side up to `share`; never less than before.
  void cut_bone(spine::Vertebra vertebra, spine::Region region, spine::Side side, double share);
  /// Leaves at most `share` of a ligament on one side.
  void keep_ligament(spine::Level level, spine::Ligament ligament, spine::Side side, double share);

  /// Bone bridges the level: a block of graft, or graft in or beside the disc that has healed.
  bool is_solid(spine::Level level) const;
  bool has_cage(spine::Level level) const { return !spec.implants.cages[at(level)].empty(); }
  spine::DiscResection& resection(spine::Level level) { return spec.resections.discs[at(level)]; }
  std::vector<spine::CageSpec>& cages(spine::Level level) { return spec.implants.cages[at(level)]; }

  static std::size_t at(spine::Level level) { return static_cast<std::size_t>(level.index); }
};

/// Throws bad_input: "`operation` at `place`: `why`; `remedy`". `key`: of the argument at fault.
[[noreturn]] void refuse(std::string_view operation, std::string_view place, const std::string& why,
                         const std::string& remedy, std::string_view key);

/// Refuses an `operation` that has taken the lamina from under a hook.
void check_hooks(std::string_view operation, const Patient& patient, std::string_view key);

/// "12.5 mm", "6 deg", with at most one decimal.
std::string millimeters(double length);
std::string degrees_of(double angle);
std::string percent_of(double share);
std::string modulus_of(double modulus);

/// "L3-L4, L4-L5"
std::string names_of(const std::vector<spine::Level>& levels);

/// Refuses levels that do not exist, are not neighbors or more than three, as readers do.
void check_levels(const std::vector<spine::Level>& levels);
void check_level(spine::Level level);

}  // namespace spondyl::surgery
