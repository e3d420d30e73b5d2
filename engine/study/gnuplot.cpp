#include "study/gnuplot.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <vector>

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
    throw Error(ErrorCode::io, {.file = "temporary file"}, std::strerror(errno), "room for a plot");
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

/// `terminal` is a command of gnuplot.
std::string draw(const std::string& terminal, const std::string& script) {
  const Scratch in = scratch("set encoding utf8\nset terminal " + terminal + "\n" + script);
  const Scratch out = scratch(""), err = scratch("");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, fileno(in.get()), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, fileno(out.get()), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, fileno(err.get()), STDERR_FILENO);
  // -d: not the person's own settings. A bare environment: no locale, no display.
  std::array<std::string, 2> words{"gnuplot", "-d"};
  std::array<char*, 3> arguments{words[0].data(), words[1].data(), nullptr};
  std::array<std::string, 2> settings{"LC_ALL=C", "PATH=/usr/local/bin:/usr/bin:/bin"};
  std::array<char*, 3> environment{settings[0].data(), settings[1].data(), nullptr};
  pid_t child = 0;
  const int failed = posix_spawnp(&child, "gnuplot", &actions, nullptr, arguments.data(), environment.data());
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0)
    throw Error(ErrorCode::io, {.file = "gnuplot"}, std::strerror(failed), "the program gnuplot",
                "install the Debian package gnuplot-nox");
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  const std::string complaint = content(err.get());
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
    throw Error(ErrorCode::io, {.file = "gnuplot"}, complaint.empty() ? "a failure" : complaint,
                "a script it can draw");
  return content(out.get());
}

std::string size(int width, int height) { return std::to_string(width) + "," + std::to_string(height); }

}  // namespace

std::string gnuplot_text(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\' || c == '_' || c == '^' || c == '@' || c == '{' || c == '}' || c == '&' || c == '~')
      out += c == '"' || c == '\\' ? "'" : "\\\\" + std::string(1, c);
    else
      out += c;
  }
  return out + "\"";
}

std::string draw_svg(const std::string& script, int width, int height) {
  return draw("svg size " + size(width, height) + " dynamic font 'sans-serif,12' background 'white' name 'plot'",
              script);
}

std::string draw_png(const std::string& script, int width, int height) {
  return draw("pngcairo size " + size(2 * width, 2 * height) +
                  " fontscale 2 linewidth 2 pointscale 2 "
                  "font 'sans,12' background 'white'",
              script);
}

}  // namespace spondyl::study
