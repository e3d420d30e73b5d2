// docs/studies.md is a walk that works as it is printed.

#include <catch2/catch.hpp>
#include <cstdlib>
#include <sstream>

#include "../cli/program.hpp"
#include "study_text.hpp"
#include "sweep/run_study.hpp"

namespace {

using namespace spondyl;

struct Block {
  std::string language, text, line_before;
};

/// The fenced blocks of a Markdown text, each with the last line of text before it.
std::vector<Block> blocks_of(const std::string& markdown) {
  std::vector<Block> blocks;
  std::istringstream lines(markdown);
  std::string line, before;
  bool is_inside = false;
  while (std::getline(lines, line)) {
    const bool is_fence = line.starts_with("```");
    if (is_fence && !is_inside)
      blocks.push_back({line.substr(3), "", before});
    else if (is_inside && !is_fence)
      blocks.back().text += line + "\n";
    else if (!line.empty() && !is_fence)
      before = line;
    is_inside = is_fence ? !is_inside : is_inside;
  }
  return blocks;
}

TEST_CASE("the walk through docs/studies.md works as printed", "[sweep][regression]") {
  const test::TemporaryFolder folder;
  const std::string program = SPONDYL_PROGRAM;
  const std::filesystem::path bin = std::filesystem::path(program).parent_path();
  // A window opens on a screen that nobody sees, closes by itself, and says what it showed.
  const std::string setting = "cd '" + folder.path().string() + "'; PATH='" + bin.string() + R"(':$PATH
spondyl() {
  if [[ $1 == view ]]; then
    xvfb-run -a -s '-screen 0 1280x800x24' spondyl "$@" --seconds 3
  else
    command spondyl "$@"
  fi
}
)";
  int n_commands = 0;
  for (const Block& block : blocks_of(test::read_text(SPONDYL_SOURCE_DIR "/docs/studies.md"))) {
    if (block.language == "toml") {
      const std::size_t begin = block.line_before.find('`') + 1;
      folder.write(block.line_before.substr(begin, block.line_before.find('`', begin) - begin), block.text);
    } else if (block.language == "sh") {
      const bool is_window = block.text.starts_with("spondyl view ");
      if (is_window && !std::filesystem::exists(bin / "spondyl-view"))
        continue;  // built without the window
      const std::string script = folder.write("block.sh", "set -e\n" + setting + block.text).string();
      CAPTURE(block.text);
      const int status = std::system(("bash '" + script + "' >'" + script + ".out' 2>'" + script + ".err'").c_str());
      CAPTURE(test::read_text(script + ".err"));
      CHECK(status == 0);
      if (is_window)
        CHECK_THAT(test::read_text(script + ".err"), Catch::Contains("case 4 of A worn disc above a fusion: "));
      else
        ++n_commands;
    }
  }
  CHECK(n_commands == 6);
  CHECK(std::filesystem::exists(folder.path() / "answers" / "heat_stress_above_MPa.svg"));
  CHECK(std::filesystem::file_size(folder.path() / "cases.h5") > 0);
}

TEST_CASE("every ready study can be read and begins with cases that can be done", "[sweep][regression]") {
  int n = 0;
  for (const auto& entry : std::filesystem::directory_iterator(SPONDYL_SOURCE_DIR "/scenes/sweeps")) {
    const std::string text = test::read_text(entry.path());
    if (entry.path().extension() != ".toml" || text.find("\"spondyl-sweep\"") == std::string::npos)
      continue;
    CAPTURE(entry.path().string());
    for (const bool is_quick : {false, true}) {
      const sweep::Study study = sweep::read_study(entry.path(), test::shipped_parameters(), is_quick);
      CHECK_FALSE(study.description.empty());
      if (study.spine)
        CHECK_NOTHROW(sweep::spine_case(*study.spine, study.cases.front()));
    }
    CHECK(text.starts_with("# "));
    ++n;
  }
  CHECK(n >= 9);
}

/// Ready studies are of elastic bone; rigid bone tries them in a tenth of the time.
std::string with_rigid_bone(const std::filesystem::path& file) {
  std::string text = test::read_text(file);
  const std::size_t scene = text.find("\nscene = ");
  if (text.find("\nformat = \"spondyl-sweep\"") != std::string::npos && scene != std::string::npos)
    text.insert(scene, "\nfidelity = \"rigid_bone\"");
  return text;
}

TEST_CASE("every ready study is solved at its quick size", "[sweep][regression]") {
  int n = 0;
  for (const auto& entry : std::filesystem::directory_iterator(SPONDYL_SOURCE_DIR "/scenes/sweeps")) {
    if (entry.path().extension() != ".toml" ||
        test::read_text(entry.path()).find("\nformat = \"spondyl-sweep\"") == std::string::npos)
      continue;
    CAPTURE(entry.path().string());
    const sweep::Study study = sweep::read_study(entry.path(), test::shipped_parameters(), true, with_rigid_bone);
    if (study.spine)
      REQUIRE(study.spine->fidelity == spine::Fidelity::rigid_bone);
    const test::TemporaryFolder folder;
    sweep::Store store(folder.path() / "store", study, {}, 2);
    sweep::run_study(study, store, {2});
    const auto rows = store.rows();
    CHECK(rows.size() == study.cases.size());
    for (const sweep::StoredCase& row : rows) {
      CAPTURE(row.id, row.outcome.reason);
      CHECK(row.outcome.status == sweep::Status::done);
    }
    ++n;
  }
  CHECK(n >= 9);
}

}  // namespace
