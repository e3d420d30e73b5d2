// Thousands of broken study and scene files: each is read or refused with its place, none crashes or hangs.

#include <catch2/catch.hpp>
#include <random>

#include "../cli/program.hpp"
#include "study/scene_document.hpp"
#include "study_text.hpp"

namespace {

using namespace spondyl;

/// Breaks a text in one of the ways that people and disks do.
class Breaker {
 public:
  explicit Breaker(unsigned seed) : random_(seed) {}

  std::string operator()(std::string text) {
    const std::size_t n = 1 + below(4);
    for (std::size_t i = 0; i < n && !text.empty(); ++i)
      text = broken(std::move(text));
    return text;
  }

 private:
  std::size_t below(std::size_t n) { return n == 0 ? 0 : random_() % n; }

  std::string word() {
    static const std::vector<std::string> words{"-1",
                                                "0",
                                                "1e308",
                                                "-1e400",
                                                "nan",
                                                "inf",
                                                "\"\"",
                                                "\"x\"",
                                                "[]",
                                                "[[]]",
                                                "{}",
                                                "true",
                                                "9007199254740993",
                                                "= ",
                                                "\n[",
                                                "\n[[axis]]\n",
                                                "\n[design]\n",
                                                "\"\\u0000\"",
                                                "1979-05-27",
                                                "\xff\xfe",
                                                "\"L4-L6\"",
                                                "[1, \"a\"]",
                                                "0x7fffffffffffffff"};
    return words[below(words.size())];
  }

  std::string broken(std::string text) {
    const std::size_t at = below(text.size());
    switch (below(7)) {
      case 0:
        text.resize(at);
        return text;
      case 1:
        text[at] = static_cast<char>(random_());
        return text;
      case 2:
        return text.insert(at, word());
      case 3:
        return text.erase(at, 1 + below(20));
      case 4: {  // another value
        const std::size_t equals = text.find("= ", at);
        if (equals == std::string::npos)
          return text;
        const std::size_t end = std::min(text.find('\n', equals), text.size());
        return text.replace(equals + 2, end - equals - 2, word());
      }
      case 5: {  // a line twice
        const std::size_t begin = text.rfind('\n', at) + 1;
        const std::size_t end = std::min(text.find('\n', at), text.size() - 1);
        return text.insert(begin, text.substr(begin, end + 1 - begin));
      }
      default: {  // a line less
        const std::size_t begin = text.rfind('\n', at) + 1;
        return text.erase(begin, std::min(text.find('\n', at), text.size() - 1) + 1 - begin);
      }
    }
  }

  std::mt19937 random_;
};

/// True where it was read, false where it was refused as it should be.
template <class Read>
bool is_read(const std::string& text, const Read& read) {
  try {
    read(text);
    return true;
  } catch (const core::Error& error) {
    CAPTURE(text, error.what());
    CHECK(error.code() != core::ErrorCode::internal);
    CHECK_FALSE(error.where().file.empty());
    return false;
  }
}

TEST_CASE("a broken study file is refused with its place", "[sweep][regression]") {
  const std::string function = test::function_study("type = \"sobol\"\nn = 8\n");
  const test::TemporaryFolder folder;
  // Nothing that breaks may ask for more cases than fit into a second.
  int n_read = 0;
  constexpr int n = 2500;
  for (int i = 0; i < n; ++i) {
    const std::string text = Breaker(static_cast<unsigned>(i))(function);
    n_read += is_read(text, [](const std::string& broken) {
      sweep::read_study("study.toml", test::shipped_parameters(), false, [&](const auto&) { return broken; });
    });
  }
  CHECK(n_read > 0);
  CHECK(n_read < n);
}

TEST_CASE("a broken scene, or a study of one, is refused with its place", "[sweep][regression]") {
  const std::string scene = test::read_text(SPONDYL_SOURCE_DIR "/scenes/sweeps/fused_l4_l5.toml");
  const std::string study = test::read_text(SPONDYL_SOURCE_DIR "/scenes/sweeps/rod_stiffness.toml");
  int n_read = 0;
  constexpr int n = 2500;
  for (int i = 0; i < n; ++i) {
    Breaker breaker(static_cast<unsigned>(n + i));
    const bool is_study = i % 4 == 0;
    const std::string text = breaker(is_study ? study : scene);
    n_read += is_read(text, [&](const std::string& broken) {
      if (!is_study) {
        study::read_scene(study::TomlTable::parse_text(broken, "scene.toml"), test::shipped_parameters());
        return;
      }
      sweep::read_study("study.toml", test::shipped_parameters(), false,
                        [&](const auto& file) { return file == "study.toml" ? broken : scene; });
    });
  }
  CHECK(n_read > 0);
  CHECK(n_read < n);
}

}  // namespace
