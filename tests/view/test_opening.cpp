// What the window begins with; cases of stores need no solve to be opened.

#include "view/opening.hpp"

#include <catch2/catch.hpp>

#include "../cli/program.hpp"
#include "bent_spine.hpp"
#include "sweep/store.hpp"
#include "view/plan_edit.hpp"

namespace {

using namespace spondyl;
using Catch::Contains;

constexpr const char* scene_text = R"(format = "spondyl-scene"
version = 1
[[operation]]
type = "fusion"
levels = ["L4-L5"]
[[operation]]
type = "fusion"
levels = ["L1-L2"]
[loads]
cases = ["extension"]
protocols = ["load_control"]
)";

constexpr const char* study_head = "format = \"spondyl-sweep\"\nversion = 1\nname = \"Two by two\"\n";

/// What is fused cannot be fused again: cases 3 and 4 are refused.
constexpr const char* study_body = R"(scene = "scene.toml"
[design]
type = "full_factorial"
[[axis]]
path = "operation.2.levels"
values = [["L1-L2"], ["L4-L5"]]
[[axis]]
path = "load.moment_Nm"
values = [5, 7.5]
[[output]]
name = "rotation"
quantity = "rotation_deg"
level = "L2-L3"
plan = "PLAN"
)";

constexpr const char* plans = R"(
[[plan]]
name = "short"
scene = "scene.toml"
[[plan]]
name = "tlif"
[[plan.operation]]
type = "fusion"
levels = ["L4-L5"]
approach = "tlif"
side = "left"
[[plan.operation]]
type = "fusion"
levels = ["L1-L2"]
[plan.healing]
months = 3
)";

/// A store without a row: its cases are known all the same.
std::string store_of(const test::TemporaryFolder& folder, std::string body) {
  folder.write("scene.toml", scene_text);
  const auto file = folder.write("study.toml", study_head + std::move(body));
  const auto store = folder.path() / "store";
  sweep::Store(store, sweep::read_study(file, test::shipped_parameters()), {}, 1);
  return store.string();
}

std::string body_with(const std::string& plan) {
  std::string body = study_body;
  body.replace(body.find("PLAN"), 4, plan);
  return body;
}

view::Document opened(const view::Opening& opening) { return view::document_of(opening, test::shipped_parameters()); }

TEST_CASE("a case of a study opens with its values and its plan, and belongs to no file", "[view][unit]") {
  const test::TemporaryFolder folder;
  const std::string store = store_of(folder, body_with("operated"));
  const view::Document document = opened({store, 2});
  const study::Scene& scene = document.scene();
  CHECK(scene.name == "scene, case 2 of Two by two");
  CHECK(scene.operations.size() == 2);
  CHECK(study::with_overrides(test::shipped_parameters(), scene.parameters).value("load.moment_Nm") == 7.5);
  CHECK(scene.loads.cases == std::vector{study::LoadCase::extension});
  CHECK(document.file().empty());
  CHECK_FALSE(document.has_unsaved_changes());
}

TEST_CASE("of several plans the first is opened, or the one that is named", "[view][unit]") {
  const test::TemporaryFolder folder;
  const std::string store = store_of(folder, body_with("tlif") + plans);
  CHECK(view::first<surgery::Fusion>(opened({store, 1}).scene())->approach == surgery::Approach::none);
  const study::Scene tlif = opened({store, 1, "tlif"}).scene();
  CHECK(view::first<surgery::Fusion>(tlif)->approach == surgery::Approach::tlif);
  CHECK(tlif.healing.months == 3);
  CHECK_THROWS_WITH(opened({store, 1, "plif"}), Contains("--plan") && Contains("'plif'") && Contains("short or tlif"));
}

TEST_CASE("a case that cannot be opened is said in a sentence before any window", "[view][unit]") {
  const test::TemporaryFolder folder;
  const std::string store = store_of(folder, body_with("operated"));
  const std::vector<std::pair<std::vector<std::string>, std::string>> mistakes{
      {{"view", "--case", "99", store}, "a case from 1 to 4"},
      {{"view", "--case", "3", store}, "L4-L5"},
      {{"view", "--case", "1", (folder.path() / "none").string()}, "none"},
      {{"view", "--case", "1"}, "STORE"},
      {{"view", "--plan", "tlif", store}, "--case"},
      {{"view", "--case", "x", store}, "--case"}};
  for (const auto& [arguments, said] : mistakes) {
    const test::Outcome outcome = test::run_program({arguments});
    CAPTURE(outcome.err);
    CHECK(outcome.status == 2);
    CHECK_THAT(outcome.err, Contains(said));
  }
}

TEST_CASE("a study of a function has no spine to show", "[view][unit]") {
  const test::TemporaryFolder folder;
  std::string body = "function = \"linear\"\n[design]\ntype = \"full_factorial\"\n";
  for (const std::string x : {"x1", "x2", "x3"})
    body += "[[axis]]\npath = \"" + x + "\"\nvalues = [0, 1]\n";
  const std::string store = store_of(folder, body);
  CHECK_THROWS_WITH(opened({store, 1}), Contains("a study of a spine"));
}

}  // namespace
