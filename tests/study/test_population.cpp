// Bands over people, in texts.

#include "study/population.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <sstream>

#include "made_up_result.hpp"
#include "study/population_csv.hpp"

namespace {

using namespace spondyl;

TEST_CASE("a band of changes has its median first", "[study][unit]") {
  CHECK(study::band_text(study::Band{27.2, 12.1, 45.4, 9}) == "+27 % (+12 % to +45 %)");
  CHECK(study::band_text(std::nullopt) == "–");
}

TEST_CASE("every number of the CSV has its bands beside it, and no row another number of cells", "[study][unit]") {
  const study::ExperimentResult result = test::made_up_result();
  study::Population people;
  people.n_people = 20;
  people.rows.push_back({"operated", study::LoadCase::flexion, study::Protocol::hybrid, spine::Level{2}, "rotation_deg",
                         study::Band{3, 2, 4, 18}, study::Band{3.75, 2.5, 5, 18}, study::Band{25, 20, 30, 18}});
  std::istringstream csv(study::population_csv(result, people));
  std::string header, line, found;
  std::getline(csv, header);
  const auto n_cells = std::count(header.begin(), header.end(), ',');
  while (std::getline(csv, line)) {
    CHECK(std::count(line.begin(), line.end(), ',') == n_cells);
    if (line.starts_with("operated,hybrid,flexion,L3-L4,rotation_deg,"))
      found = line;
    else
      CHECK(line.ends_with(",,,,,,,,,,"));  // nobody is there
  }
  CHECK_THAT(found, Catch::EndsWith(",18,3,2,4,3.75,2.5,5,25,20,30"));
}

}  // namespace
