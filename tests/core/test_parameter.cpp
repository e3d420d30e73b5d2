#include "core/parameter.hpp"

#include <limits>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "error_of.hpp"

namespace {

using namespace spondyl::core;
using spondyl::test::error_of;

Parameter width() {
  return {"anatomy.L4.endplate_superior_width_mm", 48.5, "mm", 25, 75, "width", "KEY", Confidence::primary};
}

Parameter strands() { return {"ligament.L4-L5.ALL.strands", 9, "count", 1, 40, "strands", "KEY", Confidence::primary}; }

Parameter ratio() { return {"tissue.bone.poisson_ratio", 0.3, "-", 0, 0.49, "ratio", "KEY", Confidence::recalled}; }

ParameterTable table() {
  ParameterTable parameters;
  parameters.declare(strands());
  parameters.declare(ratio());
  parameters.declare(width());
  return parameters;
}

TEST_CASE("a parameter is found by its path and keeps all it was declared with", "[core][unit]") {
  const ParameterTable parameters = table();
  CHECK(parameters.value("anatomy.L4.endplate_superior_width_mm") == 48.5);
  CHECK(parameters.value("ligament.L4-L5.ALL.strands") == 9);
  const Parameter* found = parameters.find("tissue.bone.poisson_ratio");
  REQUIRE(found);
  CHECK(found->max == 0.49);
  CHECK(found->source == "KEY");
  CHECK(name(found->confidence) == "recalled");
  CHECK(parameters.find("tissue.bone") == nullptr);
}

TEST_CASE("parameters come in the order of their paths, whatever the order of declaration", "[core][unit]") {
  const ParameterTable parameters = table();
  std::vector<std::string> paths;
  for (const Parameter& parameter : parameters) {
    paths.push_back(parameter.path);
  }
  CHECK(paths == std::vector<std::string>{"anatomy.L4.endplate_superior_width_mm", "ligament.L4-L5.ALL.strands",
                                          "tissue.bone.poisson_ratio"});
}

TEST_CASE("asking for an undeclared path is an internal error", "[core][unit]") {
  const Error error = error_of([] { table().value("anatomy.L4.width_mm"); });
  CHECK(error.code() == ErrorCode::internal);
  CHECK(error.where().key == "anatomy.L4.width_mm");
}

TEST_CASE("declaring a path twice, or a default outside its range, is an internal error", "[core][unit]") {
  ParameterTable parameters = table();
  CHECK(error_of([&] { parameters.declare(width()); }).code() == ErrorCode::internal);
  CHECK(parameters.size() == 3);
  Parameter wide = width();
  wide.path = "anatomy.L5.endplate_superior_width_mm";
  wide.value = 80;
  CHECK(error_of([&] { parameters.declare(wide); }).code() == ErrorCode::internal);
}

TEST_CASE("setting changes one value, both ends of the range included", "[core][unit]") {
  ParameterTable parameters = table();
  for (const double value : {25.0, 75.0, 50.0}) {
    parameters.set("anatomy.L4.endplate_superior_width_mm", value);
    CHECK(parameters.value("anatomy.L4.endplate_superior_width_mm") == value);
  }
  CHECK(parameters.value("ligament.L4-L5.ALL.strands") == 9);
  CHECK(parameters.value("tissue.bone.poisson_ratio") == 0.3);
}

TEST_CASE("setting a value outside the range names place, value and range", "[core][unit]") {
  ParameterTable parameters = table();
  const Error error = error_of([&] {
    parameters.set("anatomy.L4.endplate_superior_width_mm", -3, {"x.toml", 4, "parameters.anatomy"});
  });
  CHECK(error.code() == ErrorCode::bad_input);
  CHECK(std::string(error.what()) ==
        "x.toml:4: key 'parameters.anatomy': found -3, allowed: a number from 25 to 75 mm");
  CHECK(parameters.value("anatomy.L4.endplate_superior_width_mm") == 48.5);
}

TEST_CASE("setting refuses what is no number, and fractions of what is counted", "[core][unit]") {
  ParameterTable parameters = table();
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double infinity = std::numeric_limits<double>::infinity();
  CHECK(error_of([&] { parameters.set("tissue.bone.poisson_ratio", nan); }).found() == "nan");
  CHECK(error_of([&] { parameters.set("tissue.bone.poisson_ratio", infinity); }).allowed() ==
        "a number from 0 to 0.49");
  const Error error = error_of([&] { parameters.set("ligament.L4-L5.ALL.strands", 8.5); });
  CHECK(error.found() == "8.5");
  CHECK(error.allowed() == "a whole number from 1 to 40");
}

TEST_CASE("setting an unknown path suggests the nearest", "[core][unit]") {
  ParameterTable parameters = table();
  const Error error = error_of([&] { parameters.set("anatomy.L4.endplate_superior_with_mm", 40); });
  CHECK(error.code() == ErrorCode::bad_input);
  CHECK(error.where().key == "anatomy.L4.endplate_superior_with_mm");
  CHECK(error.hint() == "did you mean 'anatomy.L4.endplate_superior_width_mm'?");
}

TEST_CASE("the hash tells tables apart by their values alone", "[core][unit]") {
  const std::string original = table().sha256();
  CHECK(original.size() == 64);

  ParameterTable reversed;
  reversed.declare(width());
  reversed.declare(ratio());
  reversed.declare(strands());
  CHECK(reversed.sha256() == original);

  ParameterTable changed = table();
  changed.set("tissue.bone.poisson_ratio", 0.30000000000000004);
  CHECK(changed.sha256() != original);
  changed.set("tissue.bone.poisson_ratio", 0.3);
  CHECK(changed.sha256() == original);
}

}  // namespace
