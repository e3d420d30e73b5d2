#include "study/result.hpp"

#include <nlohmann/json.hpp>

#include "core/units.hpp"
#include "study/comparison.hpp"
#include "study/implant_list.hpp"
#include "study/quantity.hpp"

namespace spondyl::study {
namespace {

using Json = nlohmann::ordered_json;

Json number(std::optional<double> value) { return value ? Json(*value) : Json(nullptr); }

Json solver(const fem::Report& report) {
  Json history = Json::array();
  for (const fem::Iteration& i : report.history) {
    history.push_back({{"increment", i.increment},
                       {"load_factor", i.load_factor},
                       {"residual", i.residual},
                       {"energy_Nmm", i.energy},
                       {"step_length", i.step_length}});
  }
  return {{"reached", report.reached},
          {"increments", report.increments},
          {"cuts", report.cuts},
          {"saddles", report.saddles},
          {"history", std::move(history)}};
}

Json level(const spine::SpineModel& spine, const CaseResult& result, spine::Level at) {
  const spine::LevelMeasures& measures = result.measures[at];
  const bool has_values = result.converged();
  Json out;
  out["fused"] = is_fused(spine, at);
  for (const Quantity& quantity : level_quantities()) {
    const Json value = number(has_values ? quantity.value(measures) : std::nullopt);
    const std::size_t dot = quantity.name.find('.');
    if (dot == std::string::npos) {
      out[quantity.name] = value;
    } else if (quantity.name.starts_with("coupled_rotation_deg")) {
      out["coupled_rotation_deg"].push_back(value);
    } else {
      out[quantity.name.substr(0, dot)][quantity.name.substr(dot + 1)] = value;
    }
    if (quantity.name == "annulus_stress_max_MPa") {
      Json& place = out["annulus_stress_max_place_mm"];
      if (has_values && measures.annulus_stress_max) {
        const Eigen::Vector3d& p = measures.annulus_stress_max->place;
        place = {p.x(), p.y(), p.z()};
      }
    }
  }
  return out;
}

Json implants_json(const CaseResult& result) {
  Json out = Json::array();
  if (!result.converged())
    return out;
  for (const ImplantEntry& implant : implant_list(result.implants)) {
    Json one{{"kind", implant.kind}, {"place", implant.place}};
    for (const auto& [name, value] : implant.values)
      one[name] = number(value);
    out.push_back(std::move(one));
  }
  return out;
}

Json case_json(const spine::SpineModel& spine, const CaseResult& result) {
  const bool has_values = result.converged();
  Json out{{"load_case", name(result.load_case)},
           {"protocol", name(result.protocol)},
           {"status", result.status()},
           {"moment_Nm", nullptr},
           {"follower_force_N", nullptr},
           {"total_rotation_deg", nullptr},
           {"newton_iterations", result.report ? result.report->iterations() : 0},
           {"equilibrium_error", nullptr}};
  if (has_values) {
    out["moment_Nm"] = core::newton_meters(result.moment);
    out["follower_force_N"] = result.follower_load;
    out["total_rotation_deg"] = core::degrees(result.measures.total_rotation);
    out["equilibrium_error"] = result.measures.equilibrium_error;
  }
  Json& levels = out["levels"];
  for (const spine::Level at : spine::all_levels)
    levels[std::string(name(at))] = level(spine, result, at);
  out["implants"] = implants_json(result);
  out["solver"] = result.report ? solver(*result.report) : Json(nullptr);
  return out;
}

Json state_json(const StateResult& state) {
  Json neutral = Json::array(), cases = Json::array();
  for (const NeutralResult& n : state.neutral) {
    neutral.push_back({{"name", n.name},
                       {"status", fem::name(n.report.status)},
                       {"newton_iterations", n.report.iterations()},
                       {"solver", solver(n.report)}});
  }
  for (const CaseResult& result : state.cases)
    cases.push_back(case_json(*state.spine, result));
  return {{"name", state.name},
          {"operations", state.operations},
          {"neutral", std::move(neutral)},
          {"cases", std::move(cases)}};
}

Json provenance_json(const Provenance& p) {
  Json overrides = Json::object();
  for (const ParameterOverride& o : p.overrides)
    overrides[o.path] = o.value;
  return {{"program", p.program},
          {"git", p.git},
          {"model_sha256", p.model_sha256},
          {"scene", p.scene_sha256 ? Json(*p.scene_sha256) : Json(nullptr)},
          {"parameters", std::move(overrides)},
          {"threads", p.threads},
          {"resolution", name(p.resolution)},
          {"fidelity", name(p.fidelity)},
          {"wall_s", p.wall_s}};
}

Json band(const std::optional<Band>& b) {
  if (!b)
    return nullptr;
  return {{"n", b->n}, {"median", b->median}, {"low", b->low}, {"high", b->high}};
}

Json population_json(const Population& population) {
  Json rows = Json::array();
  for (const PopulationRow& row : population.rows) {
    rows.push_back({{"state", row.state},
                    {"load_case", name(row.load_case)},
                    {"protocol", name(row.protocol)},
                    {"level", name(row.level)},
                    {"quantity", row.quantity},
                    {"intact", band(row.intact)},
                    {"operated", band(row.operated)},
                    {"change_percent", band(row.change_percent)}});
  }
  return {{"n_people", population.n_people},
          {"n_refused", population.n_refused},
          {"n_failed", population.n_failed},
          {"rows", std::move(rows)}};
}

}  // namespace

std::string result_json(const ExperimentResult& result, const Provenance& provenance,
                        const std::optional<Population>& population) {
  Json states = Json::array(), comparison = Json::array();
  for (const StateResult& state : result.states)
    states.push_back(state_json(state));
  for (const ComparisonRow& row : compare(result)) {
    comparison.push_back({{"state", row.state},
                          {"load_case", name(row.load_case)},
                          {"protocol", name(row.protocol)},
                          {"level", name(row.level)},
                          {"quantity", row.quantity},
                          {"intact", number(row.intact)},
                          {"operated", number(row.operated)},
                          {"change_percent", number(row.change_percent)}});
  }
  Json root{{"format", "spondyl-result"},        {"version", 1},
            {"note", "a model, not a forecast"}, {"provenance", provenance_json(provenance)},
            {"states", std::move(states)},       {"comparison", std::move(comparison)}};
  if (population)
    root["population"] = population_json(*population);
  return root.dump(1) + "\n";
}

}  // namespace spondyl::study
