// A ring of slots numbered by input order. The feeder fills a slot, any worker takes the oldest
// unread one, the caller takes finished slots from the front. One lock guards the ring: the work
// between two locks is a whole article.
#include "parley/engine/pipeline.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "parley/engine/interrupt.h"
#include "parley/engine/read_article.h"

namespace parley::engine {
namespace {

constexpr auto kLookForInterrupts = std::chrono::milliseconds(100);

struct Slot {
  std::optional<text::Article> article;  // waiting for a worker
  std::optional<Outcome> outcome;        // finished
};

class Ring {
 public:
  explicit Ring(std::size_t window) : window_(window) {}

  // False once the receiver has stopped.
  bool put(std::expected<text::Article, intake::Rejection> item) {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [&] { return stopped_ || slots_.size() < window_; });
    if (stopped_) return false;
    Slot slot;
    if (item) {
      slot.article = std::move(*item);
    } else {
      slot.outcome = std::unexpected(std::move(item.error()));
    }
    slots_.push_back(std::move(slot));
    lock.unlock();
    work_.notify_one();
    done_.notify_one();
    return true;
  }

  void close() {
    const std::scoped_lock lock(mutex_);
    closed_ = true;
    work_.notify_all();
    done_.notify_all();
  }

  void stop() {
    const std::scoped_lock lock(mutex_);
    stopped_ = true;
    room_.notify_all();
    work_.notify_all();
  }

  // One worker's life: the oldest unread article, until there are no more.
  void work(const Models& models) {
    while (true) {
      std::unique_lock lock(mutex_);
      work_.wait(lock, [&] { return stopped_ || closed_ || next_unread() < slots_.size(); });
      const std::size_t at = next_unread();
      if (stopped_ || at == slots_.size()) {
        if (stopped_ || closed_) return;
        continue;
      }
      text::Article article = std::move(*slots_[at].article);
      slots_[at].article.reset();
      Slot* slot =
          &slots_[at];  // a deque keeps its elements in place while ends are pushed, popped
      lock.unlock();
      record::Reading reading = read_article(std::move(article), models);
      lock.lock();
      slot->outcome = std::move(reading);
      lock.unlock();
      done_.notify_one();
    }
  }

  // The next outcome in input order; nothing at the end, or once interrupted with none finished.
  std::optional<Outcome> take() {
    std::unique_lock lock(mutex_);
    const auto ready = [&] {
      return slots_.empty() ? closed_ : slots_.front().outcome.has_value();
    };
    while (!done_.wait_for(lock, kLookForInterrupts, ready)) {
      if (interrupted() != 0) return std::nullopt;
    }
    if (slots_.empty()) return std::nullopt;
    std::optional<Outcome> outcome = std::move(slots_.front().outcome);
    slots_.pop_front();
    lock.unlock();
    room_.notify_one();
    return outcome;
  }

 private:
  std::size_t next_unread() const {
    for (std::size_t i = 0; i < slots_.size(); ++i) {
      if (slots_[i].article) return i;
    }
    return slots_.size();
  }

  const std::size_t window_;
  std::mutex mutex_;
  std::condition_variable room_, work_, done_;
  // Guarded by mutex_:
  std::deque<Slot> slots_;
  bool closed_ = false;
  bool stopped_ = false;
};

}  // namespace

void run_pipeline(const std::function<void(const intake::Sink&)>& source, const Models& models,
                  unsigned threads, const std::function<bool(Outcome)>& receive) {
  Ring ring(kWindow * threads);
  std::atomic<bool> fed = false;
  std::jthread feeder([&] {
    source({.article = [&](text::Article article) { return ring.put(std::move(article)); },
            .rejection =
                [&](intake::Rejection rejection) {
                  (void)ring.put(std::unexpected(std::move(rejection)));
                }});
    ring.close();
    fed = true;
  });
  std::vector<std::jthread> workers;
  for (unsigned i = 0; i < threads; ++i) workers.emplace_back([&] { ring.work(models); });
  while (std::optional<Outcome> outcome = ring.take()) {
    if (!receive(std::move(*outcome))) break;
  }
  ring.stop();
  while (!fed) {
    break_off_reads(feeder.native_handle());
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

}  // namespace parley::engine
