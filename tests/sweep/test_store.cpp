// Killed, interrupted, divided or computed by several threads: the rows of a study are the same.

#include <catch2/catch.hpp>
#include <fstream>
#include <random>
#include <thread>

#include "../cli/program.hpp"
#include "study_text.hpp"
#include "sweep/merge.hpp"
#include "sweep/run_study.hpp"

namespace {

using namespace spondyl;
using namespace spondyl::sweep;
using Catch::Contains;
using test::run_program;
namespace fs = std::filesystem;

bool are_same(const std::vector<StoredCase>& a, const std::vector<StoredCase>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), is_same);
}

std::vector<StoredCase> computed(const Study& study, int threads, Shard shard = {}) {
  const test::TemporaryFolder folder;
  Store store(folder.path() / "out", study, shard, threads);
  const StudyProgress done = run_study(study, store, {threads, shard});
  CHECK(done.n_left() == 0);
  return store.rows();
}

TEST_CASE("rows are the same for one thread, two threads and three merged shards", "[sweep][determinism]") {
  const Study study = test::read_study(test::function_study("type = \"latin_hypercube\"\nn = 200\n"));
  const auto one = computed(study, 1);
  REQUIRE(one.size() == 200);
  CHECK(are_same(one, computed(study, 2)));

  const test::TemporaryFolder folder;
  std::vector<fs::path> shards;
  for (std::size_t i = 1; i <= 3; ++i) {
    shards.push_back(folder.path() / std::to_string(i));
    Store store(shards.back(), study, {i, 3}, 2);
    run_study(study, store, {2, {i, 3}});
    CHECK(store.rows().size() < 68);
  }
  const Merged merged = merge({shards[2], shards[0], shards[1]}, folder.path() / "all");
  CHECK(merged.n_cases == 200);
  CHECK(are_same(one, Store(folder.path() / "all").rows()));
}

TEST_CASE("spines are the same for one thread, two threads and two shards", "[sweep][determinism]") {
  const test::TemporaryFolder folder;
  folder.write("scene.toml", test::cheap_scene);
  const Study study =
      read_study(folder.write("study.toml", test::study_head + "scene = \"scene.toml\"\n" + test::pressure_output +
                                                "[design]\ntype = \"full_factorial\"\n"
                                                "[[axis]]\npath = \"load.compression_N\"\nvalues = [5, 10]\n"),
                 test::shipped_parameters());
  const auto two = computed(study, 2);
  REQUIRE(two.size() == 2);
  REQUIRE(two[0].outcome.status == Status::done);
  CHECK(*two[0].outcome.outputs[0] < *two[1].outcome.outputs[0]);
  auto divided = computed(study, 1, {1, 2});
  const auto rest = computed(study, 1, {2, 2});
  divided.insert(divided.end(), rest.begin(), rest.end());
  CHECK(are_same(two, divided));
}

std::size_t n_rows(const fs::path& store) {
  try {
    return Store(store).ids().size();
  } catch (const core::Error&) {
    return 0;  // not there yet
  }
}

/// Starts the program, sends the signal once its store holds so many rows, and returns how it ended (negative: by which
/// signal).
int signaled_at(std::size_t rows, int signal, const fs::path& store, std::vector<std::string> words) {
  words.insert(words.begin(), SPONDYL_PROGRAM);
  std::vector<char*> argv;
  for (std::string& word : words)
    argv.push_back(word.data());
  argv.push_back(nullptr);
  const pid_t child = fork();
  if (child == 0) {
    const int nowhere = open("/dev/null", O_WRONLY);
    dup2(nowhere, STDOUT_FILENO);
    dup2(nowhere, STDERR_FILENO);
    execv(argv[0], argv.data());
    _exit(127);
  }
  int status = 0;
  bool is_sent = false;
  while (waitpid(child, &status, WNOHANG) == 0) {
    if (!is_sent && n_rows(store) >= rows) {
      kill(child, signal);
      is_sent = true;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

TEST_CASE("killed at random moments a study goes on and computes nothing twice", "[sweep][regression]") {
  const test::TemporaryFolder folder;
  const std::string file =
      folder.write("study.toml", test::function_study("type = \"sobol\"\nn = 2048\nseed = 4\n")).string();
  const fs::path whole = folder.path() / "whole", killed = folder.path() / "killed";
  const auto sweep = [&](const fs::path& out, int jobs) {
    return std::vector<std::string>{"sweep", file, "--out", out.string(), "--quiet", "--jobs", std::to_string(jobs)};
  };
  REQUIRE(run_program({sweep(whole, 1)}).status == 0);

  std::mt19937 random(20);
  std::size_t before = 0;
  int n_kills = 0;
  for (int k = 0; k < 20; ++k) {
    const int signal = k % 5 == 4 ? SIGTERM : SIGKILL;
    const std::size_t rows = k == 0 ? 0 : before + random() % 120;  // the first kill may come before the store
    const int ended = signaled_at(rows, signal, killed, sweep(killed, 1 + k % 2));
    n_kills += ended == -SIGKILL || ended == 130 ? 1 : 0;
    CHECK((ended == -signal || ended == 0 || ended == 130));
    const std::size_t now = n_rows(killed);
    CHECK(now >= before);
    before = now;
  }
  CAPTURE(n_kills, before);
  CHECK(n_kills >= 10);
  const test::Outcome last = run_program({sweep(killed, 2)});
  CHECK(last.status == 0);
  CHECK_THAT(last.out, Contains(std::to_string(2048 - before) + " cases computed, " + std::to_string(before)));
  CHECK(are_same(Store(whole).rows(), Store(killed).rows()));
}

TEST_CASE("a full disk ends a study with a clear message, and room lets it go on", "[sweep][regression]") {
  // A limit on the size of files stands for the disk: SQLite meets the same failed write.
  const test::TemporaryFolder folder;
  const std::string file = folder.write("study.toml", test::function_study("type = \"sobol\"\nn = 1024\n")).string();
  const std::string out = (folder.path() / "out").string();
  const std::string err = (folder.path() / "err").string();
  const std::string command = "ulimit -f 100; trap '' XFSZ; '" SPONDYL_PROGRAM "' sweep '" + file + "' --out '" + out +
                              "' --quiet 2>'" + err + "'";
  const int status = std::system(("bash -c \"" + command + "\"").c_str());
  CHECK(WEXITSTATUS(status) == 1);
  CHECK_THAT(test::read_text(err), Contains("room") && Contains("the same command again"));
  const std::size_t before = n_rows(out);
  CHECK(before < 1024);
  const test::Outcome rest = run_program({{"sweep", file, "--out", out, "--quiet"}});
  CHECK(rest.status == 0);
  CHECK_THAT(rest.out, Contains(std::to_string(1024 - before) + " cases computed"));
  CHECK(are_same(Store(out).rows(), computed(read_study(file, test::shipped_parameters()), 2)));
}

TEST_CASE("a changed study is refused with what changed", "[sweep][unit]") {
  const test::TemporaryFolder folder;
  const Study study = test::read_study(test::function_study("type = \"sobol\"\nn = 8\n"));
  { Store store(folder.path() / "out", study, {}, 1); }
  const auto why = [&](const Study& other, Shard shard = {}) {
    try {
      Store(folder.path() / "out", other, shard, 1);
    } catch (const core::Error& error) {
      return std::string(error.what());
    }
    return std::string("taken");
  };
  CHECK(why(study) == "taken");
  CHECK_THAT(why(test::read_study(test::function_study("type = \"sobol\"\nn = 16\n"))),
             Contains("study.design.n: 8 → 16"));
  CHECK_THAT(why(test::read_study(test::function_study("type = \"sobol\"\nn = 8\n", "ishigami", "3"))),
             Contains("study.axis.1.high: 3.141592653589793 → 3"));
  CHECK_THAT(why(study, {1, 2}), Contains("--shard: 1/1 → 1/2"));
  CHECK(why(test::read_study("# a remark\n" + test::function_study("seed = 1\ntype = \"sobol\"\nn = 8\n"))) !=
        "taken");  // a seed that is written down is a change, though the same
  CHECK(why(test::read_study("# a remark\n" + test::function_study("n = 8\ntype = \"sobol\"\n"))) == "taken");
}

TEST_CASE("one process at a time writes to a store", "[sweep][unit]") {
  const test::TemporaryFolder folder;
  const Study study = test::read_study(test::function_study("type = \"sobol\"\nn = 8\n"));
  const Store first(folder.path() / "out", study, {}, 1);
  CHECK_THROWS_WITH(Store(folder.path() / "out", study, {}, 1), Contains("another process"));
}

TEST_CASE("a store whose last process is still being cleared away is waited for", "[sweep][unit]") {
  const test::TemporaryFolder folder;
  const Study study = test::read_study(test::function_study("type = \"latin_hypercube\"\nn = 4\n"));
  std::optional<Store> dying(std::in_place, folder.path() / "out", study, Shard{}, 1);
  const std::jthread clearing([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    dying.reset();
  });
  CHECK_NOTHROW(Store(folder.path() / "out", study, {}, 1));
}

TEST_CASE("strangers and contradictions are not merged", "[sweep][unit]") {
  const test::TemporaryFolder folder;
  const auto make = [&](const std::string& name, const Study& study, Shard shard) {
    Store store(folder.path() / name, study, shard, 1);
    run_study(study, store, {1, shard});
    return folder.path() / name;
  };
  const Study study = test::read_study(test::function_study("type = \"sobol\"\nn = 8\n"));
  const Study other = test::read_study(test::function_study("type = \"sobol\"\nn = 16\n"));
  const fs::path half = make("half", study, {1, 2}), all = make("all", study, {}), stranger = make("other", other, {});
  CHECK(merge({half, all}, folder.path() / "joined").n_cases == 8);
  CHECK_THROWS_WITH(merge({half, stranger}, folder.path() / "a"), Contains("another study") && Contains("8 → 16"));
  CHECK_THROWS_WITH(merge({half, all}, folder.path() / "joined"), Contains("without one"));
  Database(Store::file_of(half), Database::Access::write).run("UPDATE cases SET y = y + 1e-15 WHERE id = 3");
  CHECK_THROWS_WITH(merge({half, all}, folder.path() / "b"), Contains("case 3 with other values"));
  CHECK_FALSE(fs::exists(folder.path() / "b" / "study.sqlite"));
}

TEST_CASE("what cannot be done is a row with its reason, never a stop", "[sweep][unit]") {
  Study study = test::read_study(test::function_study("type = \"sobol\"\nn = 8\n"));
  study.subject = [](const CaseValues& values, const std::stop_token&) -> std::optional<Outcome> {
    if (std::get<double>(values[0]) < 0)
      return Outcome{Status::refused, "the disc is gone", {std::nullopt}, 0};
    return Outcome{Status::done, "", {1.0}, 5};
  };
  const auto rows = computed(study, 2);
  CHECK(rows.size() == 8);
  const auto n_refused =
      std::count_if(rows.begin(), rows.end(), [](const auto& row) { return row.outcome.status == Status::refused; });
  CHECK(n_refused == 4);
}

TEST_CASE("a spine that takes too long is given up as a case", "[sweep][regression]") {
  const test::TemporaryFolder folder;
  folder.write("scene.toml", test::cheap_scene);
  const Study study =
      read_study(folder.write("study.toml", test::study_head + "scene = \"scene.toml\"\ntime_limit_s = 0.001\n" +
                                                test::pressure_output +
                                                "[design]\ntype = \"full_factorial\"\n"
                                                "[[axis]]\npath = \"load.compression_N\"\nvalues = [5]\n"),
                 test::shipped_parameters());
  const auto rows = computed(study, 1);
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].outcome.status == Status::timed_out);
  CHECK_THAT(rows[0].outcome.reason, Contains("0.001 s"));
}

TEST_CASE("a store keeps all that is needed to read the study again", "[sweep][unit]") {
  const Study study = test::read_study(test::function_study("type = \"sobol_indices\"\nn = 8\n"));
  const test::TemporaryFolder folder;
  Store store(folder.path() / "out", study, {}, 1);
  run_study(study, store, {.threads = 1});
  const Study again = study_of(Store(folder.path() / "out"), test::shipped_parameters());
  CHECK(again.cases == study.cases);
  CHECK(again.definition == study.definition);
}

}  // namespace
