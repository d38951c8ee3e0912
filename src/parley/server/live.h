// A workbench over a record that may grow while it is served.
//
// Keeps the latest snapshot, replaces it when another process has read more, and keeps answers that
// were asked for already as long as the snapshot stands. All of it may be called from any thread.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "parley/base/result.h"
#include "parley/server/workbench.h"

namespace parley::server {

inline constexpr std::size_t kKeptAnswers = 64UL << 20;  // bytes
inline constexpr std::size_t kKeptOrders = 1000;         // keys that a repeated order is known by

struct LiveState {
  std::int64_t generation = 0;  // that is shown
  bool reading = false;         // a process is adding reports; they are shown when it is done
};

class Live {
 public:
  static base::Result<std::unique_ptr<Live>> open(const std::string& path, GuardOptions guard);

  [[nodiscard]] Response answer(const Request& request);
  [[nodiscard]] LiveState state() const;
  // Looks whether the record has grown; takes seconds where a large one has.
  void refresh();
  [[nodiscard]] const GuardOptions& guard() const { return workbench_.guard(); }

 private:
  Live(std::string path, GuardOptions guard)
      : path_(std::move(path)), workbench_(std::move(guard)) {}

  // A decision: one at a time, answered once it shows. The same Idempotency-Key gives the same
  // answer and decides nothing again.
  Response decide(const Request& request);
  base::Result<record::Record> borrow();
  void give_back(record::Record record);

  const std::string path_;
  const Workbench workbench_;

  std::mutex deciding_;
  // Guarded by deciding_:
  std::unordered_map<std::string, Response> orders_;

  mutable std::mutex lock_;
  // Guarded by lock_:
  std::shared_ptr<const Snapshot> snapshot_;
  bool reading_ = false;
  std::vector<record::Record> idle_;
  std::unordered_map<std::string, std::shared_ptr<const Response>> kept_;
  std::size_t kept_bytes_ = 0;
};

}  // namespace parley::server
