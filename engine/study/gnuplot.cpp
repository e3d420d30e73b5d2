#include "study/gnuplot.hpp"

#include <cerrno>
#include <cstring>

#include "core/error.hpp"
#include "study/external_program.hpp"

namespace spondyl::study {
namespace {

using core::Error;
using core::ErrorCode;

/// `terminal` is a command of gnuplot.
std::string draw(const std::string& terminal, const std::string& script) {
  if (!is_installed("gnuplot"))
    throw Error(ErrorCode::io, {.file = "gnuplot"}, std::strerror(ENOENT), "the program gnuplot",
                "install the Debian package gnuplot-nox");
  // -d: not the person's own settings.
  const ProgramOutcome outcome =
      run_program({"gnuplot", "-d"}, "set encoding utf8\nset terminal " + terminal + "\n" + script);
  if (!outcome.is_done)
    throw Error(ErrorCode::io, {.file = "gnuplot"}, outcome.err.empty() ? "a failure" : outcome.err,
                "a script it can draw");
  return outcome.out;
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
