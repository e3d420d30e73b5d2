#include "study/task_graph.hpp"

#include <atomic>
#include <stdexcept>
#include <thread>

#include <catch2/catch.hpp>

namespace {

using namespace spondyl;

TEST_CASE("a task starts after all it waits for, on any number of threads", "[study][unit]") {
  for (const int threads : {1, 2, 4, 64}) {
    study::TaskGraph graph;
    std::vector<std::atomic<bool>> done(40);
    std::atomic<bool> is_ordered = true;
    for (std::size_t t = 0; t < done.size(); ++t) {
      std::vector<std::size_t> after;
      for (std::size_t before = t % 3; before < t; before += 3)
        after.push_back(before);
      graph.add(
          [&, t, after] {
            for (const std::size_t before : after)
              is_ordered = is_ordered && done[before];
            done[t] = true;
          },
          after);
    }
    graph.run(threads);
    CHECK(is_ordered);
    for (const auto& d : done)
      CHECK(d);
  }
}

TEST_CASE("a task graph keeps several threads busy at a time", "[study][unit]") {
  study::TaskGraph graph;
  std::atomic<int> inside = 0;
  for (int t = 0; t < 2; ++t) {
    graph.add([&] {
      ++inside;
      while (inside < 2)  // each waits for the other: one thread alone would never end
        std::this_thread::yield();
    });
  }
  graph.run(2);
  CHECK(inside == 2);
}

TEST_CASE("a task that runs alone has all threads, tasks side by side share them", "[study][unit]") {
  study::TaskGraph graph;
  std::atomic<int> inside = 0, first = 0, beside = 0, last = 0;
  const std::size_t alone = graph.add([&] { first = graph.threads_of_a_task(); });
  std::vector<std::size_t> both;
  for (int t = 0; t < 2; ++t) {
    both.push_back(graph.add(
        [&] {
          beside += graph.threads_of_a_task();
          ++inside;
          while (inside < 2)
            std::this_thread::yield();
        },
        {alone}));
  }
  graph.add([&] { last = graph.threads_of_a_task(); }, both);
  graph.run(4);
  CHECK(first == 4);
  CHECK(beside == 2 + 2);
  CHECK(last == 4);
}

TEST_CASE("a task has the threads of those that have ended beside it", "[study][unit]") {
  study::TaskGraph graph;
  std::atomic<bool> is_beside = false, has_been_told = false;
  std::atomic<int> beside = 0;
  graph.add([&] {
    while (!is_beside)
      std::this_thread::yield();
    beside = graph.threads_of_a_task();
    has_been_told = true;
    while (graph.threads_of_a_task() < 2)  // for ever, if nobody says that the other has ended
      std::this_thread::yield();
  });
  graph.add([&] {
    is_beside = true;
    while (!has_been_told)
      std::this_thread::yield();
  });
  graph.run(2);
  CHECK(beside == 1);
  CHECK(graph.threads_of_a_task() == 2);
}

TEST_CASE("after an exception nothing new starts, and the first one comes out", "[study][unit]") {
  for (const int threads : {1, 2}) {
    study::TaskGraph graph;
    bool has_started = false;
    const std::size_t bad = graph.add([] { throw std::runtime_error("first"); });
    graph.add([&] { has_started = true; }, {bad});
    CHECK_THROWS_WITH(graph.run(threads), "first");
    CHECK_FALSE(has_started);
  }
}

TEST_CASE("an empty task graph has nothing to do", "[study][unit]") { CHECK_NOTHROW(study::TaskGraph{}.run(4)); }

}  // namespace
