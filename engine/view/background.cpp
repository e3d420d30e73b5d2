#include "view/background.hpp"

#include <algorithm>
#include <cmath>
#include <exception>
#include <utility>

namespace spondyl::view {

Background::Background() : thread_([this](const std::stop_token& stop) { work(stop); }) {}

Background::~Background() {
  thread_.request_stop();
  cancel();
}

void Background::ask(Errand errand) {
  const std::lock_guard lock(mutex_);
  drop(errand.kind);
  error_.clear();
  waiting_.push_back(std::move(errand));
  changed_.notify_all();
}

void Background::cancel() {
  const std::lock_guard lock(mutex_);
  waiting_.clear();
  done_.clear();
  running_.reset();
  current_.request_stop();
}

void Background::drop(const std::string& kind) {
  std::erase_if(waiting_, [&](const Errand& errand) { return errand.kind == kind; });
  if (!running_ || running_->kind != kind)
    return;
  running_.reset();
  current_.request_stop();
}

double Background::busy_seconds() const {
  return busy_before_ + (is_held_ ? 0 : std::chrono::duration<double>(Clock::now() - since_).count());
}

void Background::hold(bool is_held) {
  const std::lock_guard lock(mutex_);
  if (is_held == is_held_)
    return;
  busy_before_ = busy_seconds();
  since_ = Clock::now();
  is_held_ = is_held;
  changed_.notify_all();
}

void Background::wait(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, stop, [this] { return !is_held_; });
}

void Background::collect() {
  std::deque<std::function<void()>> done;
  {
    const std::lock_guard lock(mutex_);
    done.swap(done_);
  }
  for (const auto& hand_over : done)
    hand_over();
}

std::optional<ErrandNews> Background::news() const {
  const std::lock_guard lock(mutex_);
  if (!running_) {
    if (waiting_.empty())
      return std::nullopt;
    const Errand& next = waiting_.front();
    return ErrandNews{next.kind, next.question, 0, next.n_parts, std::nullopt, is_held_};
  }
  ErrandNews news = *running_;
  news.is_held = is_held_;
  if (news.n_done > 0)
    news.seconds_left =
        busy_seconds() * static_cast<double>(news.n_parts - news.n_done) / static_cast<double>(news.n_done);
  return news;
}

void Background::work(const std::stop_token& stop) {
  while (true) {
    Errand errand;
    std::stop_token until;
    {
      std::unique_lock lock(mutex_);
      if (!changed_.wait(lock, stop, [this] { return !waiting_.empty(); }))
        return;
      errand = std::move(waiting_.front());
      waiting_.pop_front();
      running_ = ErrandNews{errand.kind, errand.question, 0, errand.n_parts, std::nullopt, false};
      current_ = std::stop_source();
      until = current_.get_token();
      busy_before_ = 0;
      since_ = Clock::now();
    }
    auto hand_over = run(errand, until);
    const std::lock_guard lock(mutex_);
    if (until.stop_requested())
      continue;
    running_.reset();
    done_.push_back(std::move(hand_over));
  }
}

std::function<void()> Background::run(const Errand& errand, const std::stop_token& stop) {
  const auto tell = [&](std::size_t n_done) {
    const std::lock_guard lock(mutex_);
    if (!stop.stop_requested())
      running_->n_done = std::min(n_done, errand.n_parts);
  };
  try {
    wait(stop);
    auto hand_over = errand.work({stop, [&] { wait(stop); }, tell});
    return hand_over ? hand_over : [] {};
  } catch (const std::exception& error) {
    return [this, kind = errand.kind, text = std::string(error.what())] { error_ = kind + ": " + text; };
  }
}

std::string text_of(const ErrandNews& news) {
  std::string text = news.kind + ": " + std::to_string(news.n_done) + " of " + std::to_string(news.n_parts);
  if (news.is_held)
    return text + ", waiting";
  if (!news.seconds_left)
    return text;
  const auto seconds = static_cast<long>(std::ceil(*news.seconds_left));
  text += seconds < 60 ? ", " : ", " + std::to_string(seconds / 60) + " min ";
  return text + std::to_string(seconds % 60) + " s left";
}

}  // namespace spondyl::view
