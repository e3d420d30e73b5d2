#include "study/population_csv.hpp"

#include "core/error.hpp"
#include "study/comparison.hpp"

namespace spondyl::study {
namespace {

std::string cell(std::optional<double> value) { return value ? "," + core::to_text(*value) : ","; }

/// Median, 5 %, 95 %.
std::string cells(const std::optional<Band>& band) {
  if (!band)
    return ",,,";
  return cell(band->median) + cell(band->low) + cell(band->high);
}

}  // namespace

std::string population_csv(const ExperimentResult& result, const Population& people) {
  std::string text =
      "state,protocol,load_case,level,quantity,intact,operated,change_percent,people,"
      "people_intact_median,people_intact_p05,people_intact_p95,"
      "people_operated_median,people_operated_p05,people_operated_p95,"
      "people_change_percent_median,people_change_percent_p05,people_change_percent_p95\n";
  for (const ComparisonRow& row : compare(result)) {
    text += row.state + "," + std::string(name(row.protocol)) + "," + std::string(name(row.load_case)) + "," +
            std::string(name(row.level)) + "," + row.quantity + cell(row.intact) + cell(row.operated) +
            cell(row.change_percent);
    const PopulationRow* over = people.find(row.state, row.load_case, row.protocol, row.level, row.quantity);
    text += "," + (over && over->operated ? std::to_string(over->operated->n) : "");
    text += over ? cells(over->intact) + cells(over->operated) + cells(over->change_percent) : ",,,,,,,,,";
    text += "\n";
  }
  return text;
}

}  // namespace spondyl::study
