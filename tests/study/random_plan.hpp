// Plans as nobody would make them: operations, sizes, sides and healing drawn at random, patient with them. Many are refused.

#pragma once

#include <cstdint>
#include <random>
#include <vector>

#include "core/parameter.hpp"
#include "surgery/operate.hpp"

namespace spondyl::test {

/// The same for the same seed on every machine.
class RandomPlan {
 public:
  explicit RandomPlan(std::uint64_t seed) : engine_(seed) {
    const std::size_t n = 1 + below(3);
    for (std::size_t k = 0; k < n; ++k)
      operations.push_back(operation());
    healing = any_healing();
  }

  /// Bone density, and a worn disc somewhere.
  void draw_patient(core::ParameterTable& table) {
    table.set("tissue.bone_t_score", -3 * share());
    table.set("anatomy." + std::string(name(level())) + ".degeneration_grade", static_cast<double>(below(4)));
  }

  std::vector<surgery::Operation> operations;
  surgery::Healing healing;

 private:
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(engine_() % n); }
  double share() { return static_cast<double>(below(1001)) / 1000; }
  bool toss() { return below(2) == 0; }
  /// One of the values of an enumeration whose names are given.
  template <typename Enum, std::size_t n>
  Enum one_of(const std::array<std::string_view, n>&) {
    return static_cast<Enum>(below(n));
  }
  spine::Level level() { return spine::Level{static_cast<int>(below(spine::n_levels))}; }
  spine::Vertebra vertebra() { return static_cast<spine::Vertebra>(below(spine::n_vertebrae)); }
  surgery::Sides sides() { return one_of<surgery::Sides>(surgery::sides_names); }

  std::vector<spine::Level> levels() {
    const std::size_t first = below(spine::n_levels), n = 1 + below(std::min<std::size_t>(3, spine::n_levels - first));
    std::vector<spine::Level> out;
    for (std::size_t k = 0; k < n; ++k)
      out.push_back(spine::Level{static_cast<int>(first + k)});
    return out;
  }

  surgery::Healing any_healing() {
    return {surgery::max_months * share(), one_of<surgery::Union>(surgery::union_names),
            one_of<surgery::Course>(surgery::course_names)};
  }

  surgery::Hardware hardware() {
    surgery::Hardware out;
    out.anchor = one_of<surgery::Anchor>(surgery::anchor_names);
    out.sides = sides();
    out.material = one_of<spine::ImplantMaterial>(spine::implant_material_names);
    out.rod_diameter = surgery::rod_diameters[below(surgery::rod_diameters.size())];
    out.has_cross_link = toss();
    return out;
  }

  surgery::Fusion fusion() {
    surgery::Fusion out;
    out.levels = levels();
    out.approach = one_of<surgery::Approach>(surgery::approach_names);
    if (toss())
      out.sides = sides();
    if (toss())
      out.cage.height = 6 + 12 * share();
    if (toss())
      out.cage.lordosis = 0.3 * share();
    out.hardware = below(3) == 0 ? std::nullopt : std::optional(hardware());
    return out;
  }

  surgery::Operation operation() {
    switch (below(10)) {
      case 0:
        return surgery::Instrumentation{levels(), hardware()};
      case 1:
        return surgery::PosterolateralGraft{level(), sides(), {}};
      case 2:
        return surgery::Laminectomy{vertebra(), one_of<surgery::LaminectomyExtent>(surgery::laminectomy_extent_names),
                                    sides()};
      case 3:
        return surgery::Facetectomy{level(), share(), sides()};
      case 4:
        return surgery::Discectomy{level(), share(), one_of<surgery::Entry>(surgery::entry_names), sides(), {}};
      case 5:
        return surgery::LigamentResection{level(), one_of<spine::Ligament>(spine::ligament_names), sides()};
      case 6:
        return surgery::BoneResection{vertebra(), one_of<surgery::BonePart>(surgery::bone_part_names), sides()};
      case 7:
        return surgery::RemoveInstrumentation{};
      default:
        return fusion();
    }
  }

  std::mt19937_64 engine_;
};

}  // namespace spondyl::test
