#include "view/specimen.hpp"

#include <algorithm>

#include "core/units.hpp"
#include "study/comparison.hpp"
#include "study/implant_list.hpp"
#include "study/text_columns.hpp"
#include "view/answer_text.hpp"

namespace spondyl::view {
namespace {

std::string with_change(const std::string& value, std::optional<double> intact, std::optional<double> now) {
  const auto change = study::change_percent(intact, now);
  return change ? value + " (" + study::text::percent(*change) + ")" : value;
}

LevelRole role(const spine::SpineModel& spine, spine::Level level, const std::vector<spine::Level>& neighbors) {
  if (study::is_fused(spine, level))
    return LevelRole::fused;
  if (std::find(neighbors.begin(), neighbors.end(), level) != neighbors.end())
    return LevelRole::neighbor;
  return study::is_decompressed(spine, level) ? LevelRole::decompressed : LevelRole::plain;
}

}  // namespace

std::shared_ptr<const SpineShape> make_shape(std::shared_ptr<const spine::SpineModel> spine, int subdivisions) {
  auto skins = skins_of(*spine, subdivisions);
  for (Skin& contact : contact_skins(*spine, skins))
    skins.push_back(std::move(contact));
  auto bars = bars_of(*spine);
  return std::make_shared<const SpineShape>(SpineShape{std::move(spine), std::move(skins), std::move(bars)});
}

std::shared_ptr<const Specimen> make_specimen(const study::StateResult& state, const study::CaseResult& solved,
                                              const study::CaseResult* intact,
                                              std::shared_ptr<const SpineShape> shape) {
  if (!solved.converged())
    return nullptr;
  const std::string_view wanted = study::is_rotation(solved.load_case) ? "neutral" : "settled";
  const auto neutral = std::find_if(state.neutral.begin(), state.neutral.end(),
                                    [&](const study::NeutralResult& n) { return n.name == wanted; });
  FieldSource fields(*state.spine, neutral->state, solved.state);
  auto out = std::make_shared<Specimen>(
      Specimen{state.name, std::move(shape), neutral->state, solved.state, std::move(fields), {}});
  out->facet_forces = spine::facet_forces(*state.spine, solved.state);
  for (const study::ImplantEntry& implant : study::implant_list(solved.implants))
    out->implants[study::implant_name(implant)] = implant_text(implant);
  const auto neighbors = study::adjacent_levels(*state.spine);
  for (const spine::Level level : spine::all_levels) {
    const spine::LevelMeasures& now = solved.measures[level];
    const bool compares = intact && intact->converged() && intact != &solved;
    const spine::LevelMeasures* before = compares ? &intact->measures[level] : nullptr;
    LevelNote& note = out->notes[static_cast<std::size_t>(level.index)];
    note.role = role(*state.spine, level, neighbors);
    note.rotation = study::text::fixed(core::degrees(now.rotation), 1) + "°";
    if (before)
      note.rotation = with_change(note.rotation, before->rotation, now.rotation);
    if (now.annulus_stress) {
      note.stress = study::text::fixed(*now.annulus_stress, 2) + " MPa";
      if (before)
        note.stress = with_change(note.stress, before->annulus_stress, now.annulus_stress);
    }
    out->nerve_rooms[static_cast<std::size_t>(level.index)] = now.nerve_room;
  }
  return out;
}

std::shared_ptr<const Specimen> difference(const Specimen& operated, const Specimen& intact) {
  auto out = std::make_shared<Specimen>(operated);
  out->fields = operated.fields.minus(intact.fields);
  out->is_difference = true;
  return out;
}

}  // namespace spondyl::view
