#include "study/external_program.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>
#include <sstream>

#include "core/error.hpp"

namespace spondyl::study {
namespace {

using core::Error;
using core::ErrorCode;

struct Closer {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
/// A file without a name, gone when closed.
using Scratch = std::unique_ptr<std::FILE, Closer>;

Scratch scratch(const std::string& content) {
  Scratch file(std::tmpfile());
  if (!file || std::fwrite(content.data(), 1, content.size(), file.get()) != content.size() ||
      std::fflush(file.get()) != 0)
    throw Error(ErrorCode::io, {.file = "temporary file"}, std::strerror(errno), "room for another program's files");
  std::rewind(file.get());
  return file;
}

std::string content(std::FILE* file) {
  std::rewind(file);
  std::string text;
  std::array<char, 4096> block{};
  while (const std::size_t n = std::fread(block.data(), 1, block.size(), file))
    text.append(block.data(), n);
  return text;
}

/// As the functions of POSIX take words: they end with a null.
std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> out;
  for (std::string& word : words)
    out.push_back(word.data());
  out.push_back(nullptr);
  return out;
}

}  // namespace

bool is_installed(const std::string& program) {
  const char* path = std::getenv("PATH");
  std::istringstream folders(path ? path : "/usr/local/bin:/usr/bin:/bin");
  for (std::string folder; std::getline(folders, folder, ':');) {
    const std::filesystem::path file = std::filesystem::path(folder) / program;
    std::error_code ignored;
    if (std::filesystem::is_regular_file(file, ignored) && access(file.c_str(), X_OK) == 0)
      return true;
  }
  return false;
}

ProgramOutcome run_program(std::vector<std::string> words, const std::string& input) {
  const Scratch in = scratch(input), out = scratch(""), err = scratch("");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, fileno(in.get()), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, fileno(out.get()), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, fileno(err.get()), STDERR_FILENO);
  std::vector<std::string> settings{"LC_ALL=C", "PATH=/usr/local/bin:/usr/bin:/bin"};
  pid_t child = 0;
  const int failed =
      posix_spawnp(&child, words.front().c_str(), &actions, nullptr, pointers(words).data(), pointers(settings).data());
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0)
    throw Error(ErrorCode::io, {.file = words.front()}, std::strerror(failed), "the program " + words.front(),
                "install the Debian package of " + words.front());
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return {WIFEXITED(status) && WEXITSTATUS(status) == 0, content(out.get()), content(err.get())};
}

}  // namespace spondyl::study
