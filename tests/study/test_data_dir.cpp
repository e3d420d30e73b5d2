#include "study/data_dir.hpp"

#include <cstdlib>
#include <string>

#include <catch2/catch.hpp>

#include "error_of.hpp"
#include "temporary_folder.hpp"

namespace {

using namespace spondyl;

// Sets SPONDYL_DATA for one test.
class DataVariable {
 public:
  explicit DataVariable(const std::string& value) { setenv("SPONDYL_DATA", value.c_str(), 1); }
  DataVariable(const DataVariable&) = delete;
  DataVariable& operator=(const DataVariable&) = delete;
  ~DataVariable() {
    if (before_.empty()) {
      unsetenv("SPONDYL_DATA");
    } else {
      setenv("SPONDYL_DATA", before_.c_str(), 1);
    }
  }

 private:
  std::string before_ = std::getenv("SPONDYL_DATA") ? std::getenv("SPONDYL_DATA") : "";
};

TEST_CASE("data are found in the source tree by a program that is not installed", "[study][unit]") {
  const DataVariable unset("");
  const std::filesystem::path found = study::find_data_dir();
  CHECK(std::filesystem::equivalent(found, SPONDYL_SOURCE_DIR));
  CHECK(std::filesystem::exists(found / "models" / "sources.toml"));
}

TEST_CASE("SPONDYL_DATA comes before all other places", "[study][unit]") {
  const test::TemporaryFolder folder;
  std::filesystem::create_directory(folder.path() / "models");
  const DataVariable variable(folder.path().string());
  CHECK(study::find_data_dir() == folder.path());
}

TEST_CASE("a SPONDYL_DATA without models is an error, not passed over", "[study][unit]") {
  const test::TemporaryFolder folder;
  const DataVariable variable(folder.path().string());
  const core::Error error = test::error_of([] { study::find_data_dir(); });
  CHECK(error.code() == core::ErrorCode::io);
  CHECK(error.where().file == folder.path().string());
  CHECK_THAT(error.hint(), Catch::Contains("SPONDYL_DATA"));
}

}  // namespace
