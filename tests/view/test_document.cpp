// The document: every edit has a name and a way back, and nothing is lost by saving or failing to.

#include "view/document.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>

#include "../study/temporary_folder.hpp"
#include "bent_spine.hpp"
#include "view/autosave.hpp"
#include "view/plan_edit.hpp"
#include "view/recent_files.hpp"

namespace {

using namespace spondyl;

study::Scene fused() {
  study::Scene scene;
  scene.name = "a scene";
  scene.operations.push_back(surgery::Fusion{{spine::Level{3}}});
  return scene;
}

void fuse(view::Document& document, spine::Level level) {
  const view::SceneEdit edit = view::level_toggled(document.scene(), level);
  document.edit(edit.name, edit.scene);
}

TEST_CASE("edits are undone and done again by name, a dragged slider as one", "[view][unit]") {
  view::Document document(fused());
  const std::string before = document.text();
  fuse(document, spine::Level{2});
  document.seal();
  for (const double months : {1.0, 2.0, 3.0}) {
    study::Scene scene = document.scene();
    scene.healing.months = months;
    document.edit("months", scene);
  }
  CHECK(document.undo_name() == "months");
  document.undo();
  CHECK(document.scene().healing.months == 12);
  CHECK(document.undo_name() == "fuse L3-L4");
  document.undo();
  CHECK(document.text() == before);
  CHECK_FALSE(document.can_undo());
  CHECK_FALSE(document.has_unsaved_changes());
  document.redo();
  document.redo();
  CHECK(document.scene().healing.months == 3);
  CHECK_FALSE(document.can_redo());
}

TEST_CASE("a file that cannot be written leaves the change unsaved and the document whole", "[view][unit]") {
  const test::TemporaryFolder folder;
  view::Document document(fused());
  fuse(document, spine::Level{2});
  const std::string text = document.text();
  CHECK_THROWS_AS(document.save(folder.path() / "not_there" / "a.toml"), core::Error);
  CHECK(document.has_unsaved_changes());
  CHECK(document.text() == text);
  document.save(folder.path() / "a.toml");
  CHECK_FALSE(document.has_unsaved_changes());
  const study::Scene read = study::read_scene(folder.path() / "a.toml", test::shipped_parameters());
  CHECK(view::Document(read).text() == text);
}

TEST_CASE("unsaved work outlives the program, saved work leaves nothing behind", "[view][unit]") {
  const test::TemporaryFolder folder;
  view::Autosave autosave(folder.path() / "state");
  view::Document document(fused());
  autosave.keep(document);
  CHECK_FALSE(autosave.is_left_over());
  fuse(document, spine::Level{2});
  autosave.keep(document);
  REQUIRE(autosave.is_left_over());
  CHECK(view::Document(study::read_scene(autosave.file(), test::shipped_parameters())).text() == document.text());
  document.save(folder.path() / "a.toml");
  autosave.keep(document);
  CHECK_FALSE(autosave.is_left_over());
}

TEST_CASE("a plan that cannot be done is told in a sentence with the argument at fault", "[view][unit]") {
  study::Scene scene = fused();
  CHECK(view::check(scene, test::shipped_parameters()).message.empty());
  scene = view::with_approach(scene, surgery::Approach::tlif);
  view::first<surgery::Fusion>(scene)->sides.reset();
  const view::Refusal refusal = view::check(scene, test::shipped_parameters());
  CHECK(refusal.key.find("side") != std::string::npos);
  CHECK_THAT(refusal.message, Catch::Contains("L4-L5") && Catch::Contains("side = \"left\" or \"right\""));
}

TEST_CASE("files used last are remembered in their order, each once", "[view][unit]") {
  const test::TemporaryFolder folder;
  const std::filesystem::path state = folder.path() / "state";
  {
    view::RecentFiles recent(state);
    CHECK(recent.files().empty());
    for (int k = 0; k < 10; ++k)
      recent.add(folder.path() / (std::to_string(k) + ".toml"));
    recent.add(folder.path() / "x" / ".." / "5.toml");
  }
  const view::RecentFiles recent(state);
  REQUIRE(recent.files().size() == view::RecentFiles::most);
  CHECK(recent.files()[0] == folder.path() / "5.toml");
  CHECK(recent.files()[1] == folder.path() / "9.toml");
  CHECK(std::count(recent.files().begin(), recent.files().end(), folder.path() / "5.toml") == 1);
  CHECK_NOTHROW(view::RecentFiles("/proc/none").add("a.toml"));
}

}  // namespace
