// The thread that solves, and the mailbox that the window looks into.

#include "view/worker.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <future>
#include <semaphore>
#include <thread>

#include "bent_spine.hpp"

namespace {

using namespace spondyl;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

/// Refuses everything.
class RefusingAnswerer final : public view::Answerer {
 public:
  void answer(const study::Experiment&, const std::stop_token&, const std::function<void(view::Answer)>&,
              const std::function<void(const view::SolverNews&)>&) override {
    throw std::runtime_error("no such spine");
  }
};

/// A quick answer, then a better one; says when it begins the latter.
class TwiceAnswerer final : public view::Answerer {
 public:
  explicit TwiceAnswerer(std::atomic<Clock::time_point>& begun) : begun_(begun) {}

  void answer(const study::Experiment&, const std::stop_token&, const std::function<void(view::Answer)>& publish,
              const std::function<void(const view::SolverNews&)>&) override {
    const auto nothing = std::make_shared<study::ExperimentResult>();
    publish({nothing, false});
    begun_ = Clock::now();
    publish({nothing, true});
  }

 private:
  std::atomic<Clock::time_point>& begun_;
};

/// What is in the mailbox when the bell has rung.
std::optional<view::Delivery> delivered(std::unique_ptr<view::Answerer> answerer) {
  std::promise<void> rung;
  view::Worker worker(std::move(answerer), 1, [&rung] { rung.set_value(); });
  worker.ask("question", {});
  return rung.get_future().wait_for(60s) == std::future_status::ready ? worker.take() : std::nullopt;
}

TEST_CASE("the bell rings when an answer lies in the mailbox, and when a refusal does", "[view][unit]") {
  const auto answer = delivered(std::make_unique<test::BentAnswerer>());
  REQUIRE(answer);
  CHECK(answer->question == "question");
  CHECK(answer->answer.result);
  const auto refusal = delivered(std::make_unique<RefusingAnswerer>());
  REQUIRE(refusal);
  CHECK(refusal->error == "no such spine");
}

TEST_CASE("the better answer is begun when the quick one is drawn, or when nobody says so for long", "[view][unit]") {
  for (const bool is_drawn : {true, false}) {
    CAPTURE(is_drawn);
    std::atomic<Clock::time_point> begun, delivered;
    std::counting_semaphore<2> rung(0);
    view::Worker worker(std::make_unique<TwiceAnswerer>(begun), 1, [&] {
      if (begun.load() == Clock::time_point())
        delivered = Clock::now();
      rung.release();
    });
    worker.ask("question", {});
    REQUIRE(rung.try_acquire_for(60s));
    worker.go_on();  // of the picture before: the answer has not been taken
    CHECK_FALSE(worker.take()->is_final);
    std::this_thread::sleep_for(20ms);
    const auto drawn = Clock::now();
    if (is_drawn)
      worker.go_on();
    REQUIRE(rung.try_acquire_for(60s));
    CHECK(worker.take()->is_final);
    const bool has_waited_for_long = begun.load() - delivered.load() >= view::Worker::longest_look;
    CHECK((has_waited_for_long || (is_drawn && begun.load() >= drawn)));
  }
}

}  // namespace
