#include "parley/server/live.h"

#include <utility>

#include "parley/server/corrections.h"
#include "parley/server/target.h"

namespace parley::server {
namespace {

constexpr std::size_t kLargestKept = 4UL << 20;  // bytes of one answer

bool may_keep(const Request& request) {
  return request.method == "GET" && request.field("if-none-match").empty();
}

}  // namespace

base::Result<std::unique_ptr<Live>> Live::open(const std::string& path, GuardOptions guard) {
  std::unique_ptr<Live> live(new Live(path, std::move(guard)));
  base::Result<record::Record> record = record::Record::open_to_read(path);
  if (!record) return std::unexpected(record.error());
  auto snapshot = take_snapshot(*record);
  if (!snapshot) return std::unexpected(snapshot.error());
  live->snapshot_ = std::move(*snapshot);
  live->idle_.push_back(std::move(*record));
  return live;
}

base::Result<record::Record> Live::borrow() {
  {
    const std::lock_guard guard(lock_);
    if (!idle_.empty()) {
      record::Record record = std::move(idle_.back());
      idle_.pop_back();
      return record;
    }
  }
  return record::Record::open_to_read(path_);
}

void Live::give_back(record::Record record) {
  const std::lock_guard guard(lock_);
  idle_.push_back(std::move(record));
}

Response Live::decide(const Request& request) {
  const std::lock_guard guard(deciding_);
  const std::string key(request.field("idempotency-key"));
  if (const auto done = orders_.find(key); !key.empty() && done != orders_.end()) {
    return done->second;
  }
  base::Result<record::Record> record = record::Record::open_to_write(path_);
  if (!record) return problem(503, record.error().message);
  Response response = take_decision(request, *record);
  if (response.status == 200) {
    refresh();
    if (orders_.size() >= kKeptOrders) orders_.clear();
    if (!key.empty()) orders_.emplace(key, response);
  }
  return response;
}

Response Live::answer(const Request& request) {
  if (request.method == "POST" && request.target == "/api/v1/decisions") {
    auto refusal = refuse_request(request, workbench_.guard());
    Response response = refusal ? std::move(*refusal) : decide(request);
    add_safe_fields(response);
    return response.set("cache-control", "no-store");
  }
  const std::string key = std::string(request.field("host")) + "\n" + request.target + "\n" +
                          std::string(request.field("accept"));
  const bool keep = may_keep(request) && !refuse_request(request, workbench_.guard());
  std::shared_ptr<const Snapshot> snapshot;
  {
    const std::lock_guard guard(lock_);
    if (keep) {
      if (const auto found = kept_.find(key); found != kept_.end()) return *found->second;
    }
    snapshot = snapshot_;
  }
  base::Result<record::Record> record = borrow();
  if (!record) {
    Response response = problem(503, record.error().message);
    add_safe_fields(response);
    return response;
  }
  Response response = workbench_.answer(request, *snapshot, *record);
  give_back(std::move(*record));
  if (keep && response.status == 200 && response.body.size() <= kLargestKept) {
    const std::lock_guard guard(lock_);
    if (snapshot == snapshot_) {
      const std::size_t bytes = response.body.size() + key.size() + 1024;
      if (kept_bytes_ + bytes > kKeptAnswers) {
        kept_.clear();
        kept_bytes_ = 0;
      }
      kept_bytes_ += bytes;
      kept_.insert_or_assign(key, std::make_shared<const Response>(response));
    }
  }
  return response;
}

LiveState Live::state() const {
  const std::lock_guard guard(lock_);
  return {snapshot_->generation, reading_};
}

void Live::refresh() {
  base::Result<record::Record> record = borrow();
  if (!record) return;  // tried again the next time
  const auto generation = record->generation();
  const auto current = record->derived_is_current();
  if (generation && current) {
    const bool grown = *generation != state().generation;
    std::shared_ptr<const Snapshot> fresh;
    if (grown && *current) {
      if (auto taken = take_snapshot(*record)) fresh = std::move(*taken);
    }
    const std::lock_guard guard(lock_);
    reading_ = grown && !fresh;
    if (fresh) {
      snapshot_ = std::move(fresh);
      kept_.clear();
      kept_bytes_ = 0;
    }
  }
  give_back(std::move(*record));
}

}  // namespace parley::server
