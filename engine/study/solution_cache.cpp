#include "study/solution_cache.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "spine/specification_digest.hpp"

namespace spondyl::study {

std::shared_ptr<const spine::SpineModel> SolutionCache::model(const spine::SpineSpec& spec, spine::Fidelity fidelity) {
  std::string digest = spine::digest(spec);
  const auto known = std::find_if(models_.begin(), models_.end(),
                                  [&](const Model& m) { return m.spine->fidelity == fidelity && m.digest == digest; });
  Model found;
  if (known != models_.end()) {
    found = *known;
    models_.erase(known);
  } else {
    std::vector<const fem::Model*> alike;
    for (const Model& m : models_) {
      if (m.spine->fidelity == fidelity)
        alike.push_back(m.spine->model.get());
    }
    found = {std::move(digest), spine::make_spine_model(spec, fidelity, alike)};
  }
  models_.push_front(found);
  if (models_.size() > max_models_)
    models_.pop_back();
  return found.spine;
}

std::shared_ptr<const Solution> SolutionCache::find(const spine::SpineModel& spine, const Aim& aim) const {
  const auto found = std::find_if(solutions_.begin(), solutions_.end(),
                                  [&](const auto& s) { return s->spine.get() == &spine && s->aim == aim; });
  return found == solutions_.end() ? nullptr : *found;
}

std::vector<std::shared_ptr<const Solution>> SolutionCache::alike(const std::string& title,
                                                                  spine::Fidelity fidelity) const {
  std::vector<std::shared_ptr<const Solution>> out;
  for (const bool is_same_fidelity : {true, false}) {
    const auto found = std::find_if(solutions_.begin(), solutions_.end(), [&](const auto& s) {
      return s->title == title && (s->spine->fidelity == fidelity) == is_same_fidelity;
    });
    if (found != solutions_.end())
      out.push_back(*found);
  }
  return out;
}

std::shared_ptr<const Solution> SolutionCache::latest(const std::string& title, const spine::SpineModel& spine) const {
  const auto found = std::find_if(solutions_.begin(), solutions_.end(),
                                  [&](const auto& s) { return s->spine.get() == &spine && s->title == title; });
  return found == solutions_.end() ? nullptr : *found;
}

void SolutionCache::keep(std::vector<std::shared_ptr<const Solution>> solutions) {
  for (auto& kept : solutions) {
    std::erase_if(solutions_, [&](const auto& s) { return s->spine == kept->spine && s->aim == kept->aim; });
    solutions_.push_front(std::move(kept));
  }
  drop_unreachable();
  if (solutions_.size() > max_solutions_)
    solutions_.resize(max_solutions_);
}

/// A solution holds its model, which is much larger: one that neither find nor alike can hand out any more must go.
void SolutionCache::drop_unreachable() {
  std::set<std::pair<std::string, spine::Fidelity>> newer;
  std::erase_if(solutions_, [&](const auto& s) {
    const bool is_newest = newer.emplace(s->title, s->spine->fidelity).second;
    return !is_newest &&
           std::none_of(models_.begin(), models_.end(), [&](const Model& m) { return m.spine == s->spine; });
  });
}

}  // namespace spondyl::study
