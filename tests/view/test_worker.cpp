// The thread that solves, and the mailbox that the window looks into.

#include "view/worker.hpp"

#include <catch2/catch.hpp>
#include <future>

#include "bent_spine.hpp"

namespace {

using namespace spondyl;
using namespace std::chrono_literals;

/// Refuses everything.
class RefusingAnswerer final : public view::Answerer {
 public:
  void answer(const study::Experiment&, const std::stop_token&, const std::function<void(view::Answer)>&,
              const std::function<void(const view::SolverNews&)>&) override {
    throw std::runtime_error("no such spine");
  }
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

}  // namespace
