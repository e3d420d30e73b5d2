// Errands beside the window's own question.

#include "view/background.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <functional>
#include <stdexcept>
#include <string>

namespace {

using namespace spondyl;
using namespace std::chrono_literals;

/// Collects until it is so; false after a minute.
bool comes(view::Background& background, const std::function<bool()>& is_so) {
  for (int k = 0; k < 60000 && !is_so(); ++k) {
    background.collect();
    std::this_thread::sleep_for(1ms);
  }
  return is_so();
}

view::Errand errand(const std::string& kind, const std::string& question, std::string& log) {
  return {kind, question, 1,
          [&log, question](const view::ErrandLine&) { return [&log, question] { log += question + " "; }; }};
}

/// Works until it is stopped, and counts.
view::Errand endless(const std::string& kind, std::atomic<int>& n, std::atomic<bool>& is_stopped) {
  return {kind, "endless", 10, [&](const view::ErrandLine& line) -> std::function<void()> {
            while (!line.stop.stop_requested()) {
              line.wait();
              ++n;
              line.tell(2);
              std::this_thread::sleep_for(1ms);
            }
            is_stopped = true;
            return {};
          }};
}

TEST_CASE("errands of different kinds are run one after the other, of one kind only the newest", "[view][unit]") {
  view::Background background;
  background.hold(true);
  std::string log;
  background.ask(errand("a", "first", log));
  background.ask(errand("b", "other", log));
  background.ask(errand("a", "second", log));
  CHECK(background.news());
  CHECK(log.empty());
  background.hold(false);
  REQUIRE(comes(background, [&] { return !background.news() && log.size() >= 13; }));
  CHECK(log == "other second ");
}

TEST_CASE("an errand that is held does nothing until it is let go, and ends soon after it is stopped", "[view][unit]") {
  std::atomic<int> n = 0;
  std::atomic<bool> is_stopped = false;
  view::Background background;
  background.ask(endless("a", n, is_stopped));
  REQUIRE(comes(background, [&] { return n > 3; }));
  CHECK(background.news()->n_done == 2);
  CHECK(background.news()->seconds_left);
  background.hold(true);
  REQUIRE(comes(background, [&] {
    const int before = n;
    std::this_thread::sleep_for(30ms);
    return n == before;
  }));
  CHECK(background.news()->is_held);
  background.hold(false);
  const int before = n;
  CHECK(comes(background, [&] { return n > before + 3; }));
  background.hold(true);
  background.cancel();
  CHECK_FALSE(background.news());
  CHECK(comes(background, [&] { return is_stopped.load(); }));
}

TEST_CASE("what an errand throws is told, and the next one works", "[view][unit]") {
  view::Background background;
  background.ask({"People", "q", 1, [](const view::ErrandLine&) -> std::function<void()> {
                    throw std::runtime_error("no such person");
                  }});
  REQUIRE(comes(background, [&] { return !background.error().empty(); }));
  CHECK(background.error() == "People: no such person");
  std::string log;
  background.ask(errand("a", "next", log));
  CHECK(background.error().empty());
  CHECK(comes(background, [&] { return log == "next "; }));
}

TEST_CASE("news of an errand say how long it will take", "[view][unit]") {
  CHECK(view::text_of({"People", "", 0, 20, std::nullopt, false}) == "People: 0 of 20");
  CHECK(view::text_of({"People", "", 7, 20, 99.2, false}) == "People: 7 of 20, 1 min 40 s left");
  CHECK(view::text_of({"Months", "", 4, 5, 8.0, true}) == "Months: 4 of 5, waiting");
}

}  // namespace
