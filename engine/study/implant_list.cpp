#include "study/implant_list.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/units.hpp"
#include "study/text_columns.hpp"

namespace spondyl::study {
namespace {

using Values = std::vector<std::pair<std::string, std::optional<double>>>;

std::optional<double> bounded(double factor) { return std::isfinite(factor) ? std::optional(factor) : std::nullopt; }

std::string side_name(spine::Side side) { return side == spine::Side::left ? " left" : " right"; }

Values values(const spine::BeamMeasures& beam) {
  return {{"von_mises_MPa", beam.von_mises.value},
          {"axial_force_N", beam.axial_force},
          {"bending_moment_Nm", core::newton_meters(beam.bending_moment)},
          {"torsion_Nm", core::newton_meters(beam.torsion)},
          {"yield_factor", bounded(beam.yield_factor)},
          {"fatigue_factor", bounded(beam.fatigue_factor)}};
}

constexpr const char *screw_kind = "screw", *hook_kind = "hook", *rod_kind = "rod", *cross_link_kind = "cross_link",
                     *graft_kind = "posterolateral_graft";

std::string place(const spine::ScrewSpec& screw) { return std::string(name(screw.vertebra)) + side_name(screw.side); }
std::string place(const spine::HookSpec& hook) { return std::string(name(hook.vertebra)) + side_name(hook.side); }
std::string place(const spine::RodSpec& rod) {
  return std::string(name(rod.upper)) + "-" + std::string(name(rod.lower)) + side_name(rod.side);
}
std::string place(const spine::CrossLinkSpec& link) { return std::string(name(link.level)); }
std::string place(const spine::PosterolateralGraftSpec& graft) {
  return std::string(name(graft.level)) + side_name(graft.side);
}

ImplantEntry entry(const spine::ScrewMeasures& screw) {
  ImplantEntry out{screw_kind, place(screw.spec), values(screw.beam)};
  out.values.emplace_back("bone_force_N_per_mm", screw.bone_force_per_mm);
  out.values.emplace_back("pullout_share", screw.pullout_share);
  return out;
}

ImplantEntry entry(const spine::HookMeasures& hook) {
  return {hook_kind, place(hook.spec), {{"force_N", hook.force}, {"pulloff_share", hook.pulloff_share}}};
}

ImplantEntry entry(const spine::RodMeasures& rod) { return {rod_kind, place(rod.spec), values(rod.beam)}; }

ImplantEntry entry(const spine::CrossLinkMeasures& link) {
  return {cross_link_kind, place(link.spec), values(link.beam)};
}

ImplantEntry entry(const spine::CageMeasures& cage) {
  ImplantEntry out{"cage",
                   std::string(name(cage.level)),
                   {{"von_mises_MPa", cage.von_mises.value},
                    {"yield_factor", bounded(cage.yield_factor)},
                    {"fatigue_factor", bounded(cage.fatigue_factor)}}};
  constexpr std::array<const char*, 2> faces{"lower", "upper"};
  for (std::size_t f = 0; f < faces.size(); ++f) {
    const std::string face = faces[f];
    out.values.emplace_back(face + "_endplate_force_N", cage.faces[f].force);
    out.values.emplace_back(face + "_endplate_pressure_MPa", cage.faces[f].mean_pressure);
    out.values.emplace_back(face + "_subsidence_factor", bounded(cage.faces[f].subsidence_factor));
  }
  return out;
}

ImplantEntry entry(const spine::PosterolateralGraftMeasures& graft) {
  return {graft_kind,
          place(graft.spec),
          {{"axial_force_N", graft.axial_force}, {"bending_moment_Nm", core::newton_meters(graft.bending_moment)}}};
}

/// Implants of all converged cases.
std::vector<ImplantEntry> all_of(const StateResult& state) {
  std::vector<ImplantEntry> out;
  for (const CaseResult& result : state.cases) {
    if (!result.converged())
      continue;
    for (ImplantEntry& implant : implant_list(result.implants))
      out.push_back(std::move(implant));
  }
  return out;
}

std::string named(const std::string& kind, const std::string& place) { return text::spaced(kind) + " " + place; }

enum class Extreme { greatest, least };

/// Over all implants of a kind; `suffix` ends the names of the values asked for.
std::optional<double> extreme(Extreme which, const std::vector<ImplantEntry>& implants, std::string_view kind,
                              std::string_view suffix) {
  std::optional<double> out;
  for (const ImplantEntry& implant : implants) {
    for (const auto& [name, value] : implant.values) {
      if (implant.kind != kind || !name.ends_with(suffix) || !value)
        continue;
      out = !out ? *value : which == Extreme::greatest ? std::max(*out, *value) : std::min(*out, *value);
    }
  }
  return out;
}

}  // namespace

std::string implant_name(const ImplantEntry& entry) { return named(entry.kind, entry.place); }
std::string implant_name(const spine::ScrewSpec& screw) { return named(screw_kind, place(screw)); }
std::string implant_name(const spine::HookSpec& hook) { return named(hook_kind, place(hook)); }
std::string implant_name(const spine::RodSpec& rod) { return named(rod_kind, place(rod)); }
std::string implant_name(const spine::CrossLinkSpec& link) { return named(cross_link_kind, place(link)); }
std::string implant_name(const spine::PosterolateralGraftSpec& graft) { return named(graft_kind, place(graft)); }

std::vector<ImplantEntry> implant_list(const spine::ImplantMeasures& measures) {
  std::vector<ImplantEntry> out;
  const auto add = [&out](const auto& of_one_kind) {
    for (const auto& implant : of_one_kind)
      out.push_back(entry(implant));
  };
  add(measures.screws);
  add(measures.hooks);
  add(measures.rods);
  add(measures.cross_links);
  add(measures.cages);
  add(measures.posterolateral_grafts);
  return out;
}

std::string implant_sentence(const ExperimentResult& result) {
  const std::vector<ImplantEntry> implants = all_of(result.states.back());
  std::string out;
  const auto add = [&](const std::string& part) { out += (out.empty() ? "" : "; ") + part; };
  const auto stress = [&](const char* kind, const char* title) {
    const auto most = extreme(Extreme::greatest, implants, kind, "von_mises_MPa");
    const auto factor = extreme(Extreme::least, implants, kind, "fatigue_factor");
    if (most)
      add(std::string(title) + " " + text::fixed(*most, 0) + " MPa" +
          (factor ? " (fatigue limit over it " + text::fixed(*factor, 1) + ")" : ""));
  };
  stress("rod", "rods");
  stress("screw", "screws");
  if (const auto pull = extreme(Extreme::greatest, implants, "screw", "pullout_share"))
    add("screws pulled by up to " + text::fixed(100 * *pull, 0) + " % of their pull-out strength");
  stress("cage", "cages");
  if (const auto sinking = extreme(Extreme::least, implants, "cage", "subsidence_factor"))
    add("endplate strength over the mean pressure of a cage " + text::fixed(*sinking, 1));
  if (const auto force = extreme(Extreme::greatest, implants, "hook", "force_N"))
    add("hooks " + text::fixed(*force, 0) + " N");
  return out.empty() ? out : "Implants, the most loaded over all cases shown (von Mises): " + out + ".";
}

}  // namespace spondyl::study
