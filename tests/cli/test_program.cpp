#include <sys/mount.h>

#include <algorithm>

#include <catch2/catch.hpp>

#include "program.hpp"

namespace {

using namespace spondyl;
using Catch::Contains;
using test::run_program;
namespace fs = std::filesystem;

// The smallest experiment that still solves: one case, next to no load.
const std::vector<std::string> quick{"fuse",         "L4-L5",       "--cases", "flexion",      "--protocols",
                                     "load_control", "--moment-Nm", "0.1",     "--follower-N", "0"};

std::vector<std::string> with(std::vector<std::string> words, const std::vector<std::string>& more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

std::vector<std::string> entries(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    names.push_back(fs::relative(entry.path(), folder).string());
  std::sort(names.begin(), names.end());
  return names;
}

TEST_CASE("version and help go to stdout and say how to begin", "[cli][unit]") {
  const auto version = run_program({{"--version"}});
  CHECK(version.status == 0);
  CHECK_THAT(version.out, Catch::StartsWith("spondyl "));
  const auto help = run_program({{"--help"}});
  CHECK(help.status == 0);
  CHECK_THAT(help.out, Contains("spondyl fuse L4-L5") && Contains("spondyl run ") && Contains("Exit status"));
  CHECK_THAT(run_program({{"fuse", "--help"}}).out, Contains("--moment-Nm"));
}

TEST_CASE("params lists every parameter, as JSON too", "[cli][unit]") {
  const auto list = run_program({{"params"}});
  CHECK(list.status == 0);
  CHECK_THAT(list.out, Contains("load.moment_Nm = 7.5 Nm   (0 to 15)"));
  const auto json = run_program({{"params", "--json"}});
  CHECK(json.status == 0);
  CHECK_THAT(json.out, Catch::StartsWith("[") && Contains("\"path\": \"load.moment_Nm\""));
}

TEST_CASE("a stdout that takes nothing is an error", "[cli][unit]") {
  const auto outcome = run_program({.arguments = {"params"}, .out_file = "/dev/full"});
  CHECK(outcome.status == 1);
  CHECK_THAT(outcome.err, Contains("No space left"));
}

TEST_CASE("results are written whole, whatever the folder is called", "[cli][verification]") {
  const test::TemporaryFolder folder;
  const fs::path out = folder.path() / "a folder" / "out";
  const auto outcome = run_program({with(quick, {"--out", out.string(), "--quiet", "--json"})});
  CAPTURE(outcome.err);
  CHECK(outcome.status == 0);
  CHECK(outcome.err.empty());
  CHECK(outcome.out == test::read_text(out / "result.json"));
  CHECK(entries(out) == std::vector<std::string>{"fields", "fields/intact_load_control_flexion.vtu",
                                                 "fields/operated_load_control_flexion.vtu", "levels.csv",
                                                 "result.json"});
}

TEST_CASE("rigid bone is a choice that the result and the table name", "[cli][verification]") {
  const std::vector<std::string> rigid{"--fidelity", "rigid_bone", "--quiet"};
  CHECK_THAT(run_program({with(with(quick, rigid), {"--json"})}).out, Contains("\"fidelity\": \"rigid_bone\""));
  CHECK_THAT(run_program({with(quick, rigid)}).out, Contains("interactive mesh, rigid bone (quick, approximate)"));
}

TEST_CASE("one plan at several months is several states, shown beside one another", "[cli][verification]") {
  const std::vector<std::string> plan{"--approach", "plf", "--months", "0,12", "--smoker", "--quiet"};
  const auto table = run_program({with(quick, plan)});
  CHECK(table.status == 0);
  CHECK_THAT(table.out, Contains("month_0") && Contains("month_12") && Contains("Neighbors") &&
                            Contains("titanium pedicle screws") && Contains("Published risk") &&
                            Contains("Published findings"));
  const auto json = run_program({with(with(quick, plan), {"--json"})});
  CHECK_THAT(json.out, Contains("\"name\": \"month_12\"") && Contains("\"state\": \"month_0\""));
}

TEST_CASE("Ctrl-C and SIGTERM stop within a second and leave nothing behind", "[cli][verification][alone]") {
  for (const int signal : {SIGINT, SIGTERM}) {
    const test::TemporaryFolder folder;
    const auto outcome = run_program({.arguments = {"fuse", "L4-L5", "--out", (folder.path() / "out").string()},
                                      .signal_after_s = 2,
                                      .signal = signal});
    CAPTURE(signal, outcome.err);
    CHECK(outcome.status == 130);
    CHECK(outcome.seconds_after_signal < 1.0);
    CHECK(outcome.out.empty());
    CHECK_THAT(outcome.err, Contains("interrupted"));
    CHECK(entries(folder.path()).empty());
  }
}

// A disk of 16 KiB; tests without the right to mount one say so.
class TinyDisk {
 public:
  TinyDisk() : is_mounted_(mount("tmpfs", folder_.path().c_str(), "tmpfs", 0, "size=16k") == 0) {}
  ~TinyDisk() {
    if (is_mounted_)
      umount2(folder_.path().c_str(), MNT_DETACH);
  }
  TinyDisk(const TinyDisk&) = delete;
  TinyDisk& operator=(const TinyDisk&) = delete;
  bool is_mounted() const { return is_mounted_; }
  const fs::path& path() const { return folder_.path(); }

 private:
  test::TemporaryFolder folder_;
  bool is_mounted_;
};

TEST_CASE("a full disk is an error and no partial file is left", "[cli][verification]") {
  const TinyDisk disk;
  if (!disk.is_mounted()) {
    WARN("not allowed to mount a tmpfs: the full disk is tested with a file size limit only (test_atomic_file)");
    return;
  }
  const auto outcome = run_program({with(quick, {"--out", (disk.path() / "out").string()})});
  CAPTURE(outcome.err);
  CHECK(outcome.status == 1);
  CHECK_THAT(outcome.err, Contains("No space left on device") && Contains((disk.path() / "out").string()));
  CHECK(entries(disk.path()).empty());
}

}  // namespace
