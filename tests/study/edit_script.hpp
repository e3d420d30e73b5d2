// What somebody does with a spine on the screen: one edit after the other, drawn by a seed. For tests and benchmarks.

#pragma once

#include <random>
#include <string>

#include "study/experiment.hpp"

namespace spondyl::test {

/// An experiment on the default spine, one case under the hybrid protocol, that changes by one thing at a time.
class EditScript {
 public:
  EditScript(const core::ParameterTable& parameters, unsigned seed) : random_(seed), start_(parameters) {
    experiment_.parameters = parameters;
    experiment_.loads.cases = {study::LoadCase::flexion};
    experiment_.loads.protocols = {study::Protocol::hybrid};
    set_plan();
  }

  const study::Experiment& experiment() const { return experiment_; }
  /// What the last edit changed, such as "moment".
  const std::string& edit() const { return edit_; }
  /// Whether the model stays: only loads have changed.
  bool keeps_model() const { return edit_ == "moment" || edit_ == "follower load" || edit_ == "load case"; }

  void advance() {
    switch (draw(11)) {
      case 0:
        edit_ = "moment";
        return set("load.moment_Nm", 3 + 0.5 * draw(11));
      case 1:
        edit_ = "follower load";
        return set("load.follower_N", 100 * draw(7));
      case 2:
        edit_ = "load case";
        experiment_.loads.cases = {static_cast<study::LoadCase>(draw(6))};
        return;
      case 3:
        edit_ = "healing month";
        healing_.months = draw(25);
        return set_plan();
      case 4:
        edit_ = "rods";
        fusion_.hardware->material = draw(2) == 0 ? spine::ImplantMaterial::titanium : spine::ImplantMaterial::peek;
        return set_plan();
      case 5:
        edit_ = "graft";
        healing_.course = static_cast<surgery::Course>(draw(3));
        return set_plan();
      case 6:
        edit_ = "level";
        fusion_.levels = {spine::Level{2 + draw(2)}};
        return set_plan();
      case 7:
        edit_ = "laminectomy";
        has_laminectomy_ = !has_laminectomy_;
        return set_plan();
      case 8:
        edit_ = "disc height";
        return set("anatomy.L2-L3.disc_height_anterior_mm",
                   start_.value("anatomy.L2-L3.disc_height_anterior_mm") + 0.5 * (draw(5) - 2));
      case 9:
        edit_ = "degeneration";
        return set("anatomy.L1-L2.degeneration_grade", draw(3));
      default:
        edit_ = "T-score";
        return set("tissue.bone_t_score", -0.5 * draw(6));
    }
  }

 private:
  int draw(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }
  void set(const char* path, double value) { experiment_.parameters.set(path, value); }
  void set_plan() {
    study::Plan plan{"operated", {}, healing_};
    if (has_laminectomy_)
      plan.operations.push_back(surgery::Laminectomy{});
    plan.operations.push_back(fusion_);
    experiment_.plans = {plan};
  }

  std::mt19937 random_;
  core::ParameterTable start_;
  study::Experiment experiment_;
  surgery::Fusion fusion_{{spine::Level{3}}, surgery::Approach::plif};
  surgery::Healing healing_;
  bool has_laminectomy_ = false;
  std::string edit_;
};

}  // namespace spondyl::test
