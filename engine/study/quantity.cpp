#include "study/quantity.hpp"

#include <algorithm>
#include <stdexcept>

#include "core/units.hpp"

namespace spondyl::study {
namespace {

using spine::LevelMeasures;
using Value = std::optional<double>;

Value percent(Value share) { return share ? Value(100 * *share) : std::nullopt; }

std::vector<Quantity> make_quantities() {
  std::vector<Quantity> all;
  const auto add = [&](std::string name, bool is_compared, std::function<Value(const LevelMeasures&)> value) {
    all.push_back({std::move(name), is_compared, std::move(value)});
  };
  add("rotation_deg", true, [](const LevelMeasures& m) -> Value { return core::degrees(m.rotation); });
  // Components across the main one are small differences: a change in per cent of nearly nothing says nothing.
  for (const auto& [axis, k] : {std::pair{"x", 0}, {"y", 1}, {"z", 2}}) {
    add(std::string("coupled_rotation_deg.") + axis, false,
        [k = k](const LevelMeasures& m) -> Value { return core::degrees(m.coupled_rotation[k]); });
  }
  add("intradiscal_pressure_MPa", true, [](const LevelMeasures& m) { return m.intradiscal_pressure; });
  add("annulus_stress_MPa", true, [](const LevelMeasures& m) { return m.annulus_stress; });
  add("annulus_stress_max_MPa", true, [](const LevelMeasures& m) -> Value {
    return m.annulus_stress_max ? Value(m.annulus_stress_max->value) : std::nullopt;
  });
  add("annulus_fibre_strain", true, [](const LevelMeasures& m) { return m.annulus_fiber_strain; });
  add("disc_height_change_mm.anterior", true, [](const LevelMeasures& m) -> Value { return m.height_change_anterior; });
  add("disc_height_change_mm.mid", true, [](const LevelMeasures& m) -> Value { return m.height_change_mid; });
  add("disc_height_change_mm.posterior", true,
      [](const LevelMeasures& m) -> Value { return m.height_change_posterior; });
  add("disc_bulge_mm", true, [](const LevelMeasures& m) { return m.bulge; });
  add("endplate_stress_MPa", true, [](const LevelMeasures& m) { return m.endplate_stress; });
  add("facet_force_left_N", true, [](const LevelMeasures& m) { return m.facet_force[0]; });
  add("facet_force_right_N", true, [](const LevelMeasures& m) { return m.facet_force[1]; });
  add("facet_area_left_mm2", true, [](const LevelMeasures& m) { return m.facet_area[0]; });
  add("facet_area_right_mm2", true, [](const LevelMeasures& m) { return m.facet_area[1]; });
  for (const auto& [side, s] : {std::pair{"left", 0}, {"right", 1}}) {
    add(std::string("foramen_height_") + side + "_mm", true,
        [s = static_cast<std::size_t>(s)](const LevelMeasures& m) { return m.nerve_room.foramen_height[s]; });
    add(std::string("foramen_area_") + side + "_mm2", true,
        [s = static_cast<std::size_t>(s)](const LevelMeasures& m) { return m.nerve_room.foramen_area[s]; });
  }
  add("canal_area_mm2", true, [](const LevelMeasures& m) -> Value { return m.nerve_room.canal_area; });
  add("canal_depth_mm", true, [](const LevelMeasures& m) -> Value { return m.nerve_room.canal_depth; });
  // Changes of a share are differences, not per cent of per cent.
  for (std::size_t c = 0; c < spine::carrier_names.size(); ++c) {
    const std::string carrier(spine::carrier_names[c]);
    if (static_cast<spine::Carrier>(c) != spine::Carrier::follower_cable)
      add("compression_share_percent." + carrier, false,
          [c](const LevelMeasures& m) { return percent(m.load_shares[c].compression); });
    add("bending_share_percent." + carrier, false,
        [c](const LevelMeasures& m) { return percent(m.load_shares[c].bending); });
  }
  for (std::size_t l = 0; l < spine::n_ligaments; ++l) {
    add("ligaments_N." + std::string(spine::ligament_names[l]), true,
        [l](const LevelMeasures& m) { return m.ligament_force[l]; });
  }
  return all;
}

}  // namespace

const std::vector<Quantity>& level_quantities() {
  static const std::vector<Quantity> all = make_quantities();
  return all;
}

const Quantity& level_quantity(std::string_view name) {
  const auto& all = level_quantities();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Quantity& q) { return q.name == name; });
  if (found == all.end())
    throw std::out_of_range("no quantity " + std::string(name));
  return *found;
}

}  // namespace spondyl::study
