// A workbench over a record that may grow while it is served.
//
// Keeps the latest snapshot, replaces it when another process has read more, and keeps answers that
// were asked for already as long as the snapshot stands. Until the first snapshot is there, how far
// it is is what every request is told (503). All of it may be called from any thread.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <expected>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "parley/base/result.h"
#include "parley/engine/models.h"
#include "parley/server/add_articles.h"
#include "parley/server/auth.h"
#include "parley/server/fetch_page.h"
#include "parley/server/metrics.h"
#include "parley/server/workbench.h"

namespace parley::server {

inline constexpr std::size_t kKeptAnswers = 64UL << 20;  // bytes
inline constexpr std::size_t kKeptOrders = 1000;         // keys that a repeated order is known by

struct LiveState {
  std::int64_t generation = 0;  // that is shown
  bool reading = false;         // a process is adding reports; they are shown when it is done
  // What is read here, for a page: none while nothing is.
  std::optional<ReadingStep> step;
};

struct LiveOptions {
  GuardOptions guard;
  std::string models;                        // folder; "": where models are looked for
  std::string accounts{};                    // file of who may use it; "": whoever reaches it
  std::optional<net::FetchOptions> fetch{};  // none: no address is fetched
};

inline constexpr auto kReadWait = std::chrono::seconds(2);     // for another reading to end
inline constexpr auto kDecideWait = std::chrono::seconds(10);  // for a reading to end

class Live {
 public:
  // prepare() and load().
  static base::Result<std::unique_ptr<Live>> open(const std::string& path, LiveOptions options);
  // Without the rows. Fails where there is no record.
  static base::Result<std::unique_ptr<Live>> prepare(const std::string& path, LiveOptions options);
  // Goes through the rows: to be called once, may run beside answer(). `step` is called now and
  // then.
  base::Result<void> load(const std::function<void()>& step = {});

  // The body may be `shared` with other answers.
  [[nodiscard]] Response answer_shared(const Request& request);
  [[nodiscard]] Response answer(const Request& request);
  // The refusal of a request, for a connection that is not answered by a route; also of one that
  // comes too early.
  [[nodiscard]] std::optional<Response> refuse(const Request& request) const;
  // True for what may take seconds: to be answered where nobody else waits.
  [[nodiscard]] static bool is_slow(const Request& request);
  [[nodiscard]] Metrics& metrics() { return metrics_; }
  [[nodiscard]] Auth* auth() { return auth_.get(); }  // null where nobody is asked
  [[nodiscard]] LiveState state() const;
  // Looks whether the record has grown; takes seconds where a large one has.
  void refresh();
  // Breaks off what is being fetched.
  void stop() {
    if (fetcher_) fetcher_->stop();
  }
  [[nodiscard]] const GuardOptions& guard() const { return workbench_.guard(); }

 private:
  Live(std::string path, LiveOptions options)
      : path_(std::move(path)), models_(options.models), workbench_(std::move(options.guard)) {}

  // A decision or a reading: one at a time, answered once it shows; 409 where the one under way
  // takes long. The same Idempotency-Key gives the same answer and does nothing again.
  Response change(const Request& request, const std::optional<Identity>& who);
  Response do_change(const Request& request, const std::optional<Identity>& who,
                     const net::Response* fetched);
  Response route(const Request& request, const std::optional<Identity>& who);
  // Kept, or made by one of those who ask for the same at once.
  Response read_page(const Request& request);
  Response make_page(const Request& request, const Snapshot& snapshot);
  Response read(const Request& request, record::Record& record, const net::Response* fetched);
  // The page that the order names; none where it names none, the refusal where it cannot be had.
  std::expected<std::optional<net::Response>, Response> fetch(const Request& request);
  // Takes the place of the snapshot, with the answers that are asked for first.
  void show(std::shared_ptr<const Snapshot> fresh);
  // How far load() is.
  Response not_yet(const Request& request) const;
  Response session_of(const std::optional<Identity>& who) const;
  base::Result<record::Record> borrow();
  void give_back(record::Record record);

  const std::string path_;
  const std::string models_;
  const Workbench workbench_;
  std::unique_ptr<Auth> auth_;
  std::unique_ptr<PageFetcher> fetcher_;  // null where nothing is fetched
  Metrics metrics_;

  std::atomic<std::size_t> gone_through_ = 0;  // rows, by load()
  std::atomic<std::size_t> rows_ = 0;          // about how many there are; 0 while not known
  std::atomic<bool> ready_ = false;            // snapshot_ is there

  std::timed_mutex changing_;
  // Guarded by changing_:
  std::unordered_map<std::string, Response> orders_;
  std::optional<engine::Models> loaded_;  // by the first reading

  std::mutex refreshing_;  // held while a snapshot is taken, so that none replaces a later one

  mutable std::mutex lock_;
  // Guarded by lock_:
  std::shared_ptr<const Snapshot> snapshot_;
  bool reading_ = false;
  std::optional<ReadingStep> step_;
  std::vector<record::Record> idle_;
  std::unordered_map<std::string, Response> kept_;  // with shared bodies
  std::size_t kept_bytes_ = 0;
  std::unordered_map<std::string, std::shared_future<Response>> making_;  // from snapshot_
};

}  // namespace parley::server
