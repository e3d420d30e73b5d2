#include "study/person_choice.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "spine/person.hpp"
#include "study/radiograph.hpp"

namespace spondyl::study {
namespace {

bool says_who_people_are(const ParameterOverride& o) {
  return o.path.starts_with("person.") || o.path.starts_with("population.");
}

}  // namespace

std::vector<ParameterOverride> person_overrides(const PersonChoice& choice, const core::ParameterTable& declared,
                                                std::vector<ParameterOverride> own) {
  if (!choice.name && !choice.seed && !choice.radiograph && choice.measures.empty())
    return own;
  std::vector<ParameterOverride> of_people;
  std::copy_if(own.begin(), own.end(), std::back_inserter(of_people), says_who_people_are);
  core::ParameterTable table = with_overrides(declared, of_people);
  if (choice.name)
    table = spine::with_person(std::move(table), *choice.name, choice.name_where);
  if (choice.seed)
    table = spine::random_person(std::move(table), *choice.seed);
  if (choice.radiograph)
    table = spine::with_measures(std::move(table), radiograph_measures(*choice.radiograph));
  if (!choice.measures.empty())
    table = spine::with_measures(std::move(table), choice.measures);

  core::Where where = choice.name_where;
  if (choice.radiograph)
    where = choice.radiograph_where;
  else if (choice.seed)
    where = choice.seed_where;
  else if (!choice.name && !choice.measures.empty())
    where = choice.measures.front().where;

  std::vector<ParameterOverride> all;
  for (const core::Parameter& p : table) {
    if (p.value != declared.value(p.path))
      all.push_back({p.path, p.value, where});
  }
  all.insert(all.end(), std::make_move_iterator(own.begin()), std::make_move_iterator(own.end()));
  return all;
}

}  // namespace spondyl::study
