// Shape of the elements of the shipped spine and of other people: every measure at both ends of its published spread, and
// random persons.

#include "fem/mesh_quality.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "figures.hpp"
#include "made_up_result.hpp"
#include "spine/person_spreads.hpp"
#include "spine/spine_mesh.hpp"

namespace {

using namespace spondyl;
using spine::Resolution;

constexpr const char* section = "Lumbar spine";

spine::SpineSpec default_spec(Resolution resolution) {
  return spine::make_specification(test::shipped_parameters(), resolution);
}

/// The worst of many meshes.
struct Worst {
  double least = 1, share = 1;
  std::string who;

  void add(const spine::SpineSpec& spec, const std::string& name) {
    const fem::MeshQuality quality = fem::mesh_quality(spine::make_spine_mesh(spec, spine::align(spec)).mesh);
    if (quality.least < least)
      who = name;
    least = std::min(least, quality.least);
    share = std::min(share, quality.above_half);
  }
  void check(const std::string& setting) const {
    CAPTURE(who);
    test::check_at_least({section, "scaled Jacobian, least", setting}, least, 0.2);
    test::check_at_least({section, "share of the elements above 0.5, least", setting}, share, 0.95);
  }
};

TEST_CASE("elements keep their shape at both ends of every published spread", "[study][verification]") {
  for (const Resolution resolution : {Resolution::interactive, Resolution::standard}) {
    spine::SpineSpec spec = default_spec(resolution);
    Worst worst;
    const auto spreads = test::SpreadList(spec).all();
    for (const test::Spread& s : spreads) {
      const double given = *s.value;
      for (const double extreme : {s.low, s.high}) {
        *s.value = extreme;
        worst.add(spec, s.name);
      }
      *s.value = given;
    }
    worst.check(std::string(name(resolution)) + ", one measure at a time, " + std::to_string(2 * spreads.size()) +
                " meshes");
  }
}

TEST_CASE("elements keep their shape in random persons", "[study][verification]") {
  for (const Resolution resolution : {Resolution::interactive, Resolution::standard, Resolution::fine}) {
    const spine::SpineSpec spec = default_spec(resolution);
    const unsigned n_persons = resolution == Resolution::fine ? 10 : 50;
    Worst worst;
    for (unsigned seed = 0; seed < n_persons; ++seed)
      worst.add(test::random_person(spec, seed), "person " + std::to_string(seed));
    worst.check(std::string(name(resolution)) + ", " + std::to_string(n_persons) + " random persons");
  }
}

}  // namespace
