#include "view/answers.hpp"

#include <utility>

namespace spondyl::view {

study::Experiment one_case(const study::Scene& scene, study::LoadCase load_case, const core::ParameterTable& declared,
                           const study::Plan* kept) {
  study::Experiment experiment = study::experiment_of(scene, declared);
  if (kept)
    experiment.plans.insert(experiment.plans.begin(), *kept);
  experiment.loads.cases = {load_case};
  experiment.loads.protocols = {study::Protocol::load_control};
  if (study::is_rotation(load_case))
    experiment.loads.protocols.push_back(study::Protocol::hybrid);
  return experiment;
}

void Answers::want(const std::string& key, bool is_possible, const std::function<study::Experiment()>& experiment) {
  collect();
  if (key == wanted_)
    return;
  wanted_ = key;
  error_.clear();
  is_cancelled_ = false;
  if (const PreparedAnswer* known = kept_.find(key)) {
    worker_.cancel();
    is_final_ = true;
    show(key, PreparedAnswer(*known));
  } else if (is_possible) {
    worker_.ask(key, experiment());
  } else {
    worker_.cancel();
  }
}

void Answers::cancel() {
  is_cancelled_ = worker_.news().has_value();
  worker_.cancel();
}

void Answers::collect() {
  auto delivery = worker_.take();
  if (!delivery || delivery->question != wanted_)
    return;
  error_ = delivery->error;
  if (!delivery->answer.result)
    return;
  is_final_ = delivery->is_final;
  show(delivery->question, std::move(delivery->answer));
  if (is_final_)
    kept_.keep(wanted_, shown_);
}

void Answers::show(const std::string& key, PreparedAnswer answer) {
  shown_key_ = key;
  shown_ = std::move(answer);
  ++edition_;
}

}  // namespace spondyl::view
