#include "study/plans_table.hpp"

#include <algorithm>
#include <array>

#include "study/comparison.hpp"
#include "study/quantity.hpp"
#include "study/table.hpp"
#include "study/text_columns.hpp"

namespace spondyl::study {
namespace {

using namespace text;

constexpr std::array<std::pair<const char*, const char*>, 3> quantities{{{"rotation_deg", "rotation"},
                                                                         {"intradiscal_pressure_MPa", "disc pressure"},
                                                                         {"annulus_stress_MPa", "annulus stress"}}};
constexpr std::size_t name_width = 32, least_cell_width = 14;

std::optional<double> change(const ExperimentResult& result, const CaseResult& c, spine::Level level,
                             const char* quantity) {
  const CaseResult* before = result.states.front().find(c.load_case, c.protocol);
  if (!before || !before->converged() || !c.converged())
    return std::nullopt;
  const Quantity& q = level_quantity(quantity);
  return change_percent(q.value(before->measures[level]), q.value(c.measures[level]));
}

class Writer {
 public:
  Writer(const Experiment& experiment, const ExperimentResult& result) : experiment_(experiment), result_(result) {
    for (const StateResult& state : result.states)
      cell_width_ = std::max(cell_width_, state.name.size());
  }

  std::string plans() const {
    std::string out;
    for (std::size_t s = 1; s < result_.states.size(); ++s) {
      const StateResult& state = result_.states[s];
      out += "  " + state.name + "\n";
      for (const std::string& line : state.operations)
        out += wrapped(line, 4, 6);
    }
    return out;
  }

  /// Changes against intact at the levels where one plan or another has a neighbor, then at the others.
  std::string block(bool is_neighbors) const {
    std::string out;
    for (const Protocol protocol : experiment_.loads.protocols) {
      for (const auto& [quantity, words] : quantities) {
        const std::string lines = rows(protocol, quantity, is_neighbors);
        if (!lines.empty())
          out += "\n" + spaced(name(protocol)) + ", change of " + words + " against intact\n" + header() + lines;
      }
    }
    return out;
  }

 private:
  std::string header() const {
    std::string line = padded("", name_width);
    for (std::size_t s = 1; s < result_.states.size(); ++s)
      line += right(result_.states[s].name, cell_width_) + "  ";
    return without_trailing_space(line);
  }

  bool is_neighbor(std::size_t s, spine::Level level) const {
    const auto adjacent = adjacent_levels(*result_.states[s].spine);
    return std::find(adjacent.begin(), adjacent.end(), level) != adjacent.end();
  }

  bool is_neighbor_of_any(spine::Level level) const {
    for (std::size_t s = 1; s < result_.states.size(); ++s) {
      if (is_neighbor(s, level))
        return true;
    }
    return false;
  }

  std::string rows(Protocol protocol, const char* quantity, bool is_neighbors) const {
    std::string out;
    for (const CaseResult& before : result_.states.front().cases) {
      if (before.protocol != protocol)
        continue;
      for (const spine::Level level : spine::all_levels) {
        if (is_neighbor_of_any(level) == is_neighbors)
          out += row(before, level, quantity);
      }
    }
    return out;
  }

  // A level that is fused in a plan says so; one that is neighbor in it is marked.
  std::string row(const CaseResult& before, spine::Level level, const char* quantity) const {
    std::string line = padded("  " + spaced(name(before.load_case)), name_width - 6) + std::string(name(level)) + " ";
    for (std::size_t s = 1; s < result_.states.size(); ++s) {
      const StateResult& state = result_.states[s];
      const CaseResult* after = state.find(before.load_case, before.protocol);
      const auto value = after ? change(result_, *after, level, quantity) : std::nullopt;
      std::string cell = value ? percent(*value) : nothing;
      if (is_fused(*state.spine, level))
        cell = "fused " + cell;
      line += right(cell, cell_width_) + (is_neighbor(s, level) ? "* " : "  ");
    }
    return without_trailing_space(line);
  }

  const Experiment& experiment_;
  const ExperimentResult& result_;
  std::size_t cell_width_ = least_cell_width;
};

}  // namespace

std::string plans_table(const std::string& title, const Experiment& experiment, const ExperimentResult& result) {
  const Writer writer(experiment, result);
  std::string out = title + "\n" + conditions_line(experiment) + writer.plans() + "\nNeighbors (* of that plan)\n" +
                    writer.block(true);
  const std::string others = writer.block(false);
  if (!others.empty())
    out += "\nOther levels\n" + others;
  for (const StateResult& state : result.states) {
    const auto failed =
        std::count_if(state.cases.begin(), state.cases.end(), [](const CaseResult& c) { return !c.converged(); });
    if (failed > 0)
      out += "\n" + state.name + ": " + std::to_string(failed) + " cases did not converge\n";
    for (const CaseResult& c : state.cases) {
      if (const std::string fold = fold_text(c); !fold.empty())
        out += "\n" + state.name + ", " + std::string(name(c.protocol)) + ", " + std::string(name(c.load_case)) + ": " +
               fold + "\n";
    }
  }
  return out + "\n" + model_note();
}

}  // namespace spondyl::study
