#include "view/people.hpp"

#include <utility>

namespace spondyl::view {

std::string People::ask(Background& background, const std::string& question, const study::Scene& scene,
                        const study::Experiment& experiment, const core::ParameterTable& declared, std::size_t n) {
  if (experiment.plans.empty())
    return "Over people: nothing is planned. Fuse a level first.";
  if (sweep::is_of_one_person(scene, declared))
    return "Over people: this scene is of one person, most of its sizes are given. Plan on the default spine.";
  const auto work = [this, question, scene, experiment, declared, n](const ErrandLine& line) -> std::function<void()> {
    auto population = solver_(scene, experiment, declared, {n, threads_, line.stop, line.tell, line.wait});
    if (!population)
      return {};
    return [this, question, kept = *std::move(population)] { kept_.keep(question, kept); };
  };
  background.ask({kind, question, n, work});
  return {};
}

}  // namespace spondyl::view
