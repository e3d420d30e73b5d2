#include "study/expectation_check.hpp"

#include "study/comparison.hpp"
#include "study/quantity.hpp"
#include "study/text_columns.hpp"

namespace spondyl::study {
namespace {

using namespace text;

std::optional<double> value(const StateResult& state, const Expectation& e) {
  const CaseResult* result = state.find(e.load_case, e.protocol);
  if (!result || !result->converged())
    return std::nullopt;
  return level_quantity(e.quantity).value(result->measures[e.level]);
}

std::string line(const CheckedExpectation& c) {
  const Expectation& e = c.expected;
  const bool is_change = e.of == Expected::change;
  const std::string unit = is_change ? " %" : "", low = core::to_text(e.low), high = core::to_text(e.high);
  return std::string(c.is_inside() ? "  inside   " : "  OUTSIDE  ") + std::string(name(e.level)) + " " +
         spaced(name(e.load_case)) + ", " + spaced(name(e.protocol)) + ": " + (is_change ? "change of " : "") +
         e.quantity + " " + fixed(c.ours, is_change ? 1 : 3) + unit + ", expected " + low + " to " + high + unit +
         (e.kind == ExpectationKind::published ? " (" + e.source + ", " + std::string(name(e.confidence)) + ")"
                                               : " (regression)") +
         "\n";
}

}  // namespace

std::vector<CheckedExpectation> check_expectations(const std::vector<Expectation>& expectations,
                                                   const ExperimentResult& result) {
  const StateResult& intact = result.states.front();
  const StateResult& shown = result.states[result.states.size() > 1 ? 1 : 0];
  std::vector<CheckedExpectation> checked;
  for (const Expectation& e : expectations) {
    const auto ours = value(shown, e);
    checked.push_back({e, e.of == Expected::value ? ours : change_percent(value(intact, e), ours)});
  }
  return checked;
}

std::string expectation_table(const std::vector<CheckedExpectation>& checked) {
  std::string out;
  for (const CheckedExpectation& c : checked)
    out += line(c);
  return out;
}

}  // namespace spondyl::study
