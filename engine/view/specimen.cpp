#include "view/specimen.hpp"

#include <algorithm>
#include <cmath>

#include "core/units.hpp"
#include "spine/measure.hpp"
#include "study/comparison.hpp"
#include "study/text_columns.hpp"

namespace spondyl::view {
namespace {

using Eigen::Vector3d;

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

/// A part of a rigid motion between two, or beyond the second.
spine::RigidMotion between(const spine::RigidMotion& from, const spine::RigidMotion& to, double fraction) {
  const Eigen::AngleAxisd turn(Eigen::Matrix3d(to.rotation * from.rotation.transpose()));
  spine::RigidMotion out = to;
  out.rotation = Eigen::AngleAxisd(fraction * turn.angle(), turn.axis()) * from.rotation;
  out.shift = (1 - fraction) * from(to.center) + fraction * to(to.center) - to.center;
  return out;
}

/// Where a point of a vertebra would be if the vertebra were rigid, and what it is off that, in the vertebra's axes.
Vector3d local(const spine::RigidMotion& motion, const Vector3d& present) {
  return motion.rotation.transpose() * (present - motion.center - motion.shift) + motion.center;
}

}  // namespace

std::shared_ptr<const SpineShape> make_shape(std::shared_ptr<const spine::SpineModel> spine, int subdivisions) {
  auto skins = skins_of(*spine, subdivisions);
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
  }
  return out;
}

std::vector<Vector3d> posture(const Specimen& specimen, double fraction, double exaggeration) {
  const spine::SpineModel& spine = specimen.spine();
  const double t = fraction * exaggeration;
  std::array<spine::RigidMotion, spine::n_vertebrae> neutral, loaded, now;
  for (const spine::Vertebra v : spine::all_vertebrae) {
    const auto k = static_cast<std::size_t>(v);
    neutral[k] = spine::vertebra_motion(spine, specimen.neutral, v);
    loaded[k] = spine::vertebra_motion(spine, specimen.loaded, v);
    now[k] = between(neutral[k], loaded[k], t);
  }
  std::vector<Vector3d> out;
  out.reserve(spine.mesh.mesh.nodes.size());
  for (std::size_t n = 0; n < spine.model->mesh().nodes.size(); ++n) {
    const Vector3d before = spine.model->position(static_cast<int>(n), specimen.neutral);
    const Vector3d after = spine.model->position(static_cast<int>(n), specimen.loaded);
    const double rank = std::clamp(spine.rank[n], 0.0, spine::n_vertebrae - 1.0);
    const auto above = static_cast<std::size_t>(std::min(std::floor(rank), spine::n_vertebrae - 2.0));
    const double share = rank - static_cast<double>(above);
    Vector3d place = Vector3d::Zero();
    for (const auto& [v, weight] : {std::pair{above, 1 - share}, std::pair{above + 1, share}}) {
      if (weight > 0)
        place += weight * now[v]((1 - t) * local(neutral[v], before) + t * local(loaded[v], after));
    }
    out.push_back(place);
  }
  return out;
}

}  // namespace spondyl::view
