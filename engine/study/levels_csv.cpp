#include "study/levels_csv.hpp"

#include "core/error.hpp"
#include "core/units.hpp"
#include "study/comparison.hpp"
#include "study/quantity.hpp"

namespace spondyl::study {

std::string levels_csv(const ExperimentResult& result) {
  std::string text = "state,protocol,load_case,status,moment_Nm,follower_force_N,total_rotation_deg,level,fused";
  for (const Quantity& quantity : level_quantities())
    text += "," + quantity.name;
  text += "\n";
  for (const StateResult& state : result.states) {
    for (const CaseResult& c : state.cases) {
      const auto cell = [&](std::optional<double> value) {
        text += ",";
        if (c.converged() && value)
          text += core::to_text(*value);
      };
      for (const spine::Level level : spine::all_levels) {
        text += state.name + "," + std::string(name(c.protocol)) + "," + std::string(name(c.load_case)) + "," +
                std::string(c.status());
        cell(core::newton_meters(c.moment));
        cell(c.follower_load);
        cell(core::degrees(c.measures.total_rotation));
        text += "," + std::string(name(level)) + (is_fused(*state.spine, level) ? ",1" : ",0");
        for (const Quantity& quantity : level_quantities())
          cell(quantity.value(c.measures[level]));
        text += "\n";
      }
    }
  }
  return text;
}

}  // namespace spondyl::study
