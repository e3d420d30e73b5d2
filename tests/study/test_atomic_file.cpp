#include "study/atomic_file.hpp"

#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <fstream>
#include <iterator>

#include <catch2/catch.hpp>

#include "error_of.hpp"
#include "temporary_folder.hpp"

namespace {

using namespace spondyl;
using Catch::Contains;
namespace fs = std::filesystem;

std::string text_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::size_t n_entries(const fs::path& folder) {
  return static_cast<std::size_t>(
      std::distance(fs::recursive_directory_iterator(folder), fs::recursive_directory_iterator()));
}

// A disk that is full after so many bytes of one file.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) {
    std::signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{bytes, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() {
    setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, SIG_DFL);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;

 private:
  rlimit before_{};
};

TEST_CASE("a file is written whole, in place of an older one, with ordinary rights", "[study][unit]") {
  const test::TemporaryFolder folder;
  const fs::path file = folder.write("a.txt", "old");
  const std::string content("new\0binary", 10);
  study::write_atomically(file, content);
  CHECK(text_of(file) == content);
  CHECK(n_entries(folder.path()) == 1);
  study::write_atomically(folder.path() / "b.txt", "b");
  struct stat written {
  }, ordinary{};
  stat((folder.path() / "b.txt").c_str(), &written);
  stat(folder.write("c.txt", "c").c_str(), &ordinary);
  CHECK(written.st_mode == ordinary.st_mode);
}

TEST_CASE("a file that cannot be written stays as it was, and the error names it and the reason", "[study][unit]") {
  const test::TemporaryFolder folder;
  const fs::path file = folder.write("a.txt", "old");
  const core::Error error = [&] {
    const FileSizeLimit limit(1000);
    return test::error_of([&] { study::write_atomically(file, std::string(5000, 'x')); });
  }();
  CHECK(error.code() == core::ErrorCode::io);
  CHECK_THAT(error.what(), Contains(file.string()) && Contains("File too large"));
  CHECK(text_of(file) == "old");
  CHECK(n_entries(folder.path()) == 1);

  const core::Error nowhere = test::error_of([&] { study::write_atomically(folder.path() / "no" / "a.txt", "x"); });
  CHECK_THAT(nowhere.what(), Contains("No such file or directory"));
}

TEST_CASE("an output folder shows all its files at once", "[study][unit]") {
  const test::TemporaryFolder folder;
  const fs::path out = folder.path() / "deep" / "out";
  {
    study::OutputFolder files(out);
    files.add("fields/a.vtu", "a");
    files.add("result.json", "{}");
    CHECK_FALSE(fs::exists(out / "result.json"));
    CHECK_FALSE(fs::exists(out / "fields" / "a.vtu"));
    files.commit();
  }
  CHECK(text_of(out / "result.json") == "{}");
  CHECK(text_of(out / "fields" / "a.vtu") == "a");
  CHECK(n_entries(out) == 3);
}

TEST_CASE("an output folder that is given up leaves no trace", "[study][unit]") {
  const test::TemporaryFolder folder;
  {
    study::OutputFolder files(folder.path() / "deep" / "out");
    files.add("fields/a.vtu", "a");
  }
  CHECK(n_entries(folder.path()) == 0);

  const fs::path mine = folder.write("mine.txt", "mine");
  {
    study::OutputFolder files(folder.path());
    files.add("mine.txt", "theirs");
    const FileSizeLimit limit(100);
    const auto error = test::error_of([&] { files.add("result.json", std::string(5000, 'x')); });
    CHECK(error.code() == core::ErrorCode::io);
  }
  CHECK(text_of(mine) == "mine");
  CHECK(n_entries(folder.path()) == 1);
}

TEST_CASE("an output folder that is a file is bad input, one that cannot be made an output error", "[study][unit]") {
  const test::TemporaryFolder folder;
  const fs::path file = folder.write("a.txt", "a");
  const core::Error is_file = test::error_of([&] { study::OutputFolder out(file); });
  CHECK(is_file.code() == core::ErrorCode::bad_input);
  CHECK_THAT(is_file.what(), Contains(file.string()));
  CHECK(test::error_of([&] { study::OutputFolder out(file / "inside"); }).code() == core::ErrorCode::io);
  CHECK(test::error_of([&] { study::OutputFolder out("/proc/spondyl"); }).code() == core::ErrorCode::io);

  fs::create_directory(folder.path() / "result.json");
  study::OutputFolder out(folder.path());
  CHECK_THAT(test::error_of([&] { out.add("result.json", "{}"); }).what(), Contains("Is a directory"));
}

}  // namespace
