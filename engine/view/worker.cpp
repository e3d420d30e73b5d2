#include "view/worker.hpp"

#include <exception>
#include <utility>

namespace spondyl::view {

Worker::Worker(std::unique_ptr<Answerer> answerer, int subdivisions, std::function<void()> ring)
    : answerer_(std::move(answerer)),
      preparation_(subdivisions),
      ring_(std::move(ring)),
      thread_([this](const std::stop_token& stop) { work(stop); }) {}

Worker::~Worker() {
  thread_.request_stop();
  cancel();
}

void Worker::ask(std::string key, study::Experiment experiment) {
  const std::lock_guard lock(mutex_);
  current_.request_stop();
  next_ = Question{std::move(key), std::move(experiment)};
  news_ = SolverNews{"waiting", 0, 0, 0};
  asked_.notify_one();
}

void Worker::cancel() {
  const std::lock_guard lock(mutex_);
  current_.request_stop();
  next_.reset();
  news_.reset();
}

std::optional<Delivery> Worker::take() {
  const std::lock_guard lock(mutex_);
  return std::exchange(mail_, std::nullopt);
}

void Worker::go_on() {
  const std::lock_guard lock(mutex_);
  if (mail_)
    return;  // on the screen is what came before it
  is_drawn_ = true;
  drawn_.notify_one();
}

std::optional<SolverNews> Worker::news() const {
  const std::lock_guard lock(mutex_);
  return news_;
}

void Worker::work(const std::stop_token& stop) {
  while (true) {
    Question question;
    std::stop_token until;
    {
      std::unique_lock lock(mutex_);
      if (!asked_.wait(lock, stop, [this] { return next_.has_value(); }))
        return;
      question = *std::exchange(next_, std::nullopt);
      current_ = std::stop_source();
      until = current_.get_token();
    }
    solve(question, until);
  }
}

void Worker::wait_until_drawn(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  drawn_.wait_for(lock, stop, longest_look, [this] { return is_drawn_; });
}

void Worker::solve(const Question& question, const std::stop_token& stop) {
  const auto deliver = [&](PreparedAnswer answer, std::string error, bool is_final) {
    {
      const std::lock_guard lock(mutex_);
      if (stop.stop_requested())
        return;
      if (is_final)
        news_.reset();
      mail_ = Delivery{question.key, std::move(answer), std::move(error), is_final};
      is_drawn_ = false;
    }
    ring_();
    if (!is_final)
      wait_until_drawn(stop);
  };
  try {
    answerer_->answer(
        question.experiment, stop,
        [&](Answer answer) { deliver(preparation_.prepare(std::move(answer.result)), "", answer.is_final); },
        [&](const SolverNews& news) {
          const std::lock_guard lock(mutex_);
          if (!stop.stop_requested())
            news_ = news;
        });
  } catch (const std::exception& error) {
    deliver({}, error.what(), true);
  }
}

}  // namespace spondyl::view
