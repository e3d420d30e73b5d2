// Films recorded from the window: as many pictures as asked for, each another, and the window as it was.

#include <catch2/catch.hpp>
#include <cstdlib>
#include <sstream>

#include "../study/temporary_folder.hpp"
#include "ui_driver.hpp"
#include "view/film.hpp"

namespace {

using namespace spondyl;
using Catch::Contains;

/// Programs are looked for here, and nowhere else, as long as it lives.
class OnlyPath {
 public:
  explicit OnlyPath(const std::filesystem::path& folder) { setenv("PATH", folder.c_str(), 1); }
  ~OnlyPath() { setenv("PATH", before_.c_str(), 1); }
  OnlyPath(const OnlyPath&) = delete;
  OnlyPath& operator=(const OnlyPath&) = delete;

 private:
  std::string before_ = std::getenv("PATH");
};

std::string text_of(const std::filesystem::path& file) {
  std::stringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

/// A program ffmpeg in `folder` that keeps its words beside it, one a line, and writes the last of them as a file.
void write_ffmpeg(const test::TemporaryFolder& folder, const std::string& before_writing = "") {
  const auto file =
      folder.write("ffmpeg", "#!/bin/sh\nprintf '%s\\n' \"$@\" > '" + (folder.path() / "words").string() + "'\n" +
                                 before_writing + "\nfor last; do :; done\necho video > \"$last\"\n");
  std::filesystem::permissions(file, std::filesystem::perms::owner_all);
}

std::size_t n_files(const std::filesystem::path& folder) {
  return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
}

void begin(test::UiDriver& driver, const std::filesystem::path& file, const std::string& kind, int pictures) {
  driver.click("File");
  driver.click("Record film ...");
  driver.frames(2);
  driver.click("film path");
  driver.type(file.string());
  driver.choose("Film", kind);
  driver.click("Pictures");
  driver.type(std::to_string(pictures));
  driver.click("Record it");
}

std::vector<view::Image> pictures(const std::filesystem::path& file, int n) {
  std::vector<view::Image> out;
  for (int k = 0; k < n; ++k)
    out.push_back(view::read_png(view::file_of_frame(file, k)));
  return out;
}

/// How the window stands between films.
struct Standing {
  view::Aim aim;
  double fraction;
  bool is_playing;
};
Standing standing(test::UiDriver& driver) {
  auto& picture = const_cast<view::Picture&>(driver.workbench().picture());
  return {view::aim_of(picture.camera()), driver.workbench().view_state().fraction,
          driver.workbench().view_state().is_playing};
}
void check_equal(const Standing& a, const Standing& b) {
  CHECK((a.aim.focus - b.aim.focus).norm() < 1e-9);
  CHECK((a.aim.right - b.aim.right).norm() < 1e-9);
  CHECK((a.aim.up - b.aim.up).norm() < 1e-9);
  CHECK(a.aim.half_height == b.aim.half_height);
  CHECK(a.fraction == b.fraction);
  CHECK(a.is_playing == b.is_playing);
}

TEST_CASE("a film from the window has its pictures, and leaves the window as it was", "[view][ui]") {
  const test::TemporaryFolder folder, empty;
  const OnlyPath path(empty.path());
  test::UiDriver driver(folder.path() / "state");
  REQUIRE(driver.wait_for_answer());
  driver.click("Loads");
  driver.drag("##scrub", 0.3);
  const view::Rect place = driver.workbench().picture_place();
  const Standing before = standing(driver);
  for (const std::string kind : {"turn", "motion"}) {
    INFO(kind);
    const test::TemporaryFolder films;
    const auto file = films.path() / "a film.png";
    begin(driver, films.path() / "a film.mp4", kind, 4);
    REQUIRE(driver.wait_for([&] { return !driver.workbench().film(); }));
    REQUIRE(n_files(films.path()) == 4);
    const auto images = pictures(file, 4);
    for (const view::Image& image : images) {
      CHECK(image.width == int(place.width));
      CHECK(image.height == int(place.height));
    }
    CHECK((images[0].pixels != images[1].pixels));
    CHECK((images[1].pixels != images[2].pixels));
    CHECK((images[1].pixels == images[3].pixels) == (kind == "motion"));  // there and back
    CHECK_THAT(driver.workbench().message(), Contains("Saved 4 pictures") && Contains("ffmpeg is not installed") &&
                                                 Contains("ffmpeg -framerate 24 -i 'a film_%03d.png' 'a film.mp4'"));
    check_equal(standing(driver), before);
  }
  driver.click("Play");
  begin(driver, folder.path() / "b", "turn", 2);
  REQUIRE(driver.wait_for([&] { return !driver.workbench().film(); }));
  CHECK(driver.workbench().view_state().is_playing);
}

TEST_CASE("a film that is cancelled, or has no room, says what was written", "[view][ui]") {
  const test::TemporaryFolder folder, films;
  test::UiDriver driver(folder.path() / "state");
  REQUIRE(driver.wait_for_answer());
  const Standing before = standing(driver);
  begin(driver, films.path() / "film", "turn", 900);
  REQUIRE(driver.workbench().film());
  const int n = driver.workbench().film()->n_written();
  driver.frames(1);
  CHECK(driver.workbench().film()->n_written() == n + 1);  // one picture for each frame of the window
  CHECK_FALSE(driver.sees("Play"));
  driver.key('E');  // nothing but its end is taken meanwhile
  CHECK_FALSE(driver.workbench().view_state().style.has_element_edges);
  driver.click("Cancel");
  REQUIRE_FALSE(driver.workbench().film());
  const std::size_t n_written = n_files(films.path());
  CHECK(n_written > 1);
  CHECK_THAT(driver.workbench().message(),
             Contains("Film cancelled; " + std::to_string(n_written) + " pictures from") && Contains("film_000.png"));
  check_equal(standing(driver), before);

  begin(driver, folder.path() / "not_there" / "film", "motion", 4);
  driver.frames(3);
  CHECK_FALSE(driver.workbench().film());
  CHECK_THAT(driver.workbench().message(),
             Contains("Film stopped") && Contains("not_there") && Contains("no picture is written"));
  CHECK_FALSE(std::filesystem::exists(folder.path() / "not_there"));
  check_equal(standing(driver), before);
}

TEST_CASE("ffmpeg makes a video of the pictures in the background, where it is installed", "[view][ui]") {
  const test::TemporaryFolder folder, programs, films;
  write_ffmpeg(programs);
  const OnlyPath path(programs.path());
  test::UiDriver driver(folder.path() / "state");
  REQUIRE(driver.wait_for_answer());
  begin(driver, films.path() / "film", "motion", 2);
  const auto video = films.path() / "film.mp4";
  REQUIRE(driver.wait_for([&] { return driver.workbench().message() == "Saved 2 pictures and " + video.string(); }));
  CHECK(text_of(video) == "video\n");
  CHECK(n_files(films.path()) == 3);
}

TEST_CASE("ffmpeg is given the pictures of this film only, whatever they are called", "[view][unit]") {
  const test::TemporaryFolder programs, films;
  write_ffmpeg(programs);
  const OnlyPath path(programs.path());
  CHECK(view::can_make_video());
  const auto out = films.path() / "50% '$HOME' -y.png";
  const auto video = films.path() / "50% '$HOME' -y.mp4";
  CHECK(view::make_video(out, 12) == video);
  CHECK(text_of(video) == "video\n");
  CHECK_THAT(text_of(programs.path() / "words"),
             Contains("\n-i\n" + (films.path() / "50%% '$HOME' -y_%03d.png").string() + "\n") &&
                 Contains("\n-framerate\n24\n") && Contains("\n-frames:v\n12\n"));
}

TEST_CASE("a video that fails leaves no half of it and says why", "[view][unit]") {
  const test::TemporaryFolder programs, films;
  write_ffmpeg(programs, "for last; do :; done\necho half > \"$last\"\necho no such codec >&2\nexit 1");
  const OnlyPath path(programs.path());
  CHECK_THROWS_WITH(view::make_video(films.path() / "film.png", 4), Contains("no such codec"));
  CHECK(n_files(films.path()) == 0);
  const test::TemporaryFolder empty;
  const OnlyPath nowhere(empty.path());
  CHECK_FALSE(view::can_make_video());
}

}  // namespace
