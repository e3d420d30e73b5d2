#include "study/data_dir.hpp"

#include <algorithm>
#include <cstdlib>
#include <system_error>

#include "core/error.hpp"

namespace spondyl::study {
namespace {

bool has_models(const std::filesystem::path& folder) {
  std::error_code ignored;
  return std::filesystem::is_directory(folder / "models", ignored);
}

}  // namespace

std::filesystem::path find_data_dir() {
  using core::Error;
  using core::ErrorCode;
  if (const char* named = std::getenv("SPONDYL_DATA"); named && *named) {
    if (has_models(named))
      return named;
    throw Error(ErrorCode::io, {.file = named}, "no folder 'models' in it", "a folder holding models/ and scenes/",
                "set or unset the environment variable SPONDYL_DATA");
  }
  std::error_code ignored;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", ignored);
  const std::filesystem::path installed = (program.parent_path() / SPONDYL_INSTALL_DATA_DIR).lexically_normal();
  if (has_models(installed))
    return installed;
  const std::filesystem::path source = SPONDYL_SOURCE_DATA_DIR;
  if (has_models(source))
    return source;
  throw Error(ErrorCode::io, {.file = installed}, "no folder 'models' there, nor in " + source.string(),
              "a folder holding models/ and scenes/", "set the environment variable SPONDYL_DATA to it");
}

std::vector<std::filesystem::path> toml_files(const std::filesystem::path& folder) {
  std::error_code error;
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() == ".toml")
      files.push_back(entry.path());
  }
  if (error)
    throw core::Error(core::ErrorCode::io, {.file = folder.string()}, error.message(), "a readable folder");
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace spondyl::study
