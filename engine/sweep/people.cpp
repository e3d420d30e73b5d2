#include "sweep/people.hpp"

#include <algorithm>
#include <mutex>

#include "spine/person.hpp"
#include "study/comparison.hpp"
#include "study/person_choice.hpp"
#include "study/progressive_answer.hpp"
#include "study/task_graph.hpp"
#include "study/text_columns.hpp"
#include "sweep/summary.hpp"

namespace spondyl::sweep {
namespace {

using study::Band;
using study::ComparisonRow;
using study::Population;
using study::PopulationRow;

struct Person {
  bool is_refused = false, is_failed = false;
  std::vector<ComparisonRow> rows;  // of those who are neither refused nor stopped
};

/// Nothing when stopped.
std::optional<Person> solve(study::Experiment experiment, const study::Scene& scene,
                            const core::ParameterTable& declared, std::uint64_t seed, const PeopleRun& run) {
  study::PersonChoice choice;
  choice.seed = seed;
  Person person;
  try {
    experiment.parameters =
        study::with_overrides(declared, study::person_overrides(choice, declared, scene.parameters));
    study::ExperimentProgress progress{run.stop, {}};
    if (run.on_iteration)
      progress.on_event = [&](const study::ProgressEvent&) { run.on_iteration(); };
    const auto result = study::run_progressively(experiment, 1, progress);
    if (!result)
      return std::nullopt;
    person.is_failed = !result->converged();
    person.rows = study::compare(*result);
  } catch (const core::Error& error) {
    if (error.code() != core::ErrorCode::bad_input)
      throw;
    person.is_refused = true;
  }
  return person;
}

/// All of them, or none when stopped.
std::vector<Person> solve_all(const study::Scene& scene, const study::Experiment& experiment,
                              const core::ParameterTable& declared, const PeopleRun& run) {
  std::vector<Person> people(run.n);
  std::size_t n_done = 0;
  std::mutex mutex;
  study::TaskGraph persons;
  for (std::size_t i = 0; i < people.size(); ++i) {
    persons.add([&, i] {
      auto person = run.stop.stop_requested() ? std::nullopt : solve(experiment, scene, declared, i + 1, run);
      if (!person)
        return;
      people[i] = *std::move(person);
      const std::lock_guard lock(mutex);
      ++n_done;
      if (run.on_person)
        run.on_person(n_done);
    });
  }
  persons.run(run.threads);
  if (n_done < people.size())
    people.clear();
  return people;
}

std::optional<Band> band_of(const std::vector<Person>& people, std::size_t row,
                            std::optional<double> ComparisonRow::*member) {
  std::vector<double> values;
  for (const Person& person : people) {
    if (row < person.rows.size() && person.rows[row].*member)
      values.push_back(*(person.rows[row].*member));
  }
  if (values.empty())
    return std::nullopt;
  std::sort(values.begin(), values.end());
  return Band{percentile(values, 0.5), percentile(values, 0.05), percentile(values, 0.95), values.size()};
}

}  // namespace

std::optional<Population> population_of(const study::Scene& scene, const study::Experiment& experiment,
                                        const core::ParameterTable& declared, const PeopleRun& run) {
  const std::vector<Person> people = solve_all(scene, experiment, declared, run);
  if (people.empty())
    return std::nullopt;
  Population out;
  out.n_people = run.n;
  const std::vector<ComparisonRow>* rows = nullptr;  // whose all have in the same order
  for (const Person& person : people) {
    out.n_refused += person.is_refused ? 1 : 0;
    out.n_failed += person.is_failed ? 1 : 0;
    if (!person.is_refused)
      rows = &person.rows;
  }
  for (std::size_t r = 0; rows && r < rows->size(); ++r) {
    const ComparisonRow& row = (*rows)[r];
    out.rows.push_back({row.state, row.load_case, row.protocol, row.level, row.quantity,
                        band_of(people, r, &ComparisonRow::intact), band_of(people, r, &ComparisonRow::operated),
                        band_of(people, r, &ComparisonRow::change_percent)});
  }
  return out;
}

bool is_of_one_person(const study::Scene& scene, const core::ParameterTable& declared) {
  const core::ParameterTable other = spine::random_person(declared, 1);
  std::size_t n_drawn = 0, n_given = 0;
  for (const core::Parameter& size : other) {
    if (size.value == declared.value(size.path))
      continue;
    ++n_drawn;
    n_given += std::any_of(scene.parameters.begin(), scene.parameters.end(),
                           [&](const study::ParameterOverride& own) { return own.path == size.path; })
                   ? 1
                   : 0;
  }
  return 2 * n_given > n_drawn;
}

std::string population_remark(const Population& population) {
  std::string text;
  if (population.n_refused > 0)
    text += std::to_string(population.n_refused) + " more cannot be operated on in this way. ";
  if (population.n_failed > 0)
    text += "A solve of " + std::to_string(population.n_failed) + " of them did not converge and is left out. ";
  return text +
         "Sizes and shapes are drawn from published spreads, truncated; tissue is the same in all of them. The range "
         "is "
         "the spread between people of this model, not a forecast.";
}

std::string population_text(const Population& population, const study::ExperimentResult& result) {
  using study::text::padded;
  const std::size_t n_done = population.n_people - population.n_refused;
  std::string text =
      "Over " + std::to_string(n_done) + " plausible people: change of the neighbors, median (5 to 95 %)\n";
  text += padded("", 38) + padded("rotation", 26) + padded("disc pressure", 26) + "annulus stress\n";
  for (const PopulationRow& row : population.rows) {
    const study::StateResult* state = result.find(row.state);
    const auto adjacent = state ? study::adjacent_levels(*state->spine) : std::vector<spine::Level>{};
    if (row.quantity != "rotation_deg" || std::find(adjacent.begin(), adjacent.end(), row.level) == adjacent.end())
      continue;
    const auto of = [&](const char* quantity) {
      const PopulationRow* same = population.find(row.state, row.load_case, row.protocol, row.level, quantity);
      return same ? study::band_text(same->change_percent) : std::string(study::text::nothing);
    };
    const std::string plan = result.states.size() > 2 ? row.state + " " : "";
    text += padded("  " + plan + study::text::spaced(name(row.protocol)) + ", " +
                       study::text::spaced(name(row.load_case)) + ", " + std::string(name(row.level)),
                   38) +
            padded(of("rotation_deg"), 26) + padded(of("intradiscal_pressure_MPa"), 26) + of("annulus_stress_MPa") +
            "\n";
  }
  return text + study::text::wrapped(population_remark(population));
}

}  // namespace spondyl::sweep
