// The plan on the screen over many plausible people: asked for once in a while, solved in the background, kept for undo.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "sweep/people.hpp"
#include "view/background.hpp"
#include "view/shelf.hpp"

namespace spondyl::view {

/// Who solves a plan over people: sweep::population_of, or what stands for it in a test.
using PeopleSolver =
    std::function<std::optional<study::Population>(const study::Scene& scene, const study::Experiment& experiment,
                                                   const core::ParameterTable& declared, const sweep::PeopleRun& run)>;

class People {
 public:
  static constexpr std::size_t usual = 20;
  static constexpr const char* kind = "People";  ///< of its errands

  People(PeopleSolver solver, int threads) : solver_(std::move(solver)), threads_(threads) {}

  /// Of the present scene under one load case; `question` is what `find` will be asked with. Returns why it cannot be
  /// done, in a sentence; empty: it is on its way.
  std::string ask(Background& background, const std::string& question, const study::Scene& scene,
                  const study::Experiment& experiment, const core::ParameterTable& declared, std::size_t n);

  /// Null where nobody has asked, or it is not done.
  const study::Population* find(const std::string& question) { return kept_.find(question); }

 private:
  PeopleSolver solver_;
  int threads_;
  Shelf<study::Population> kept_{32};
};

}  // namespace spondyl::view
