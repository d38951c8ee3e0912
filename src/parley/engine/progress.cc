#include "parley/engine/progress.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "parley/base/json_writer.h"

namespace parley::engine {
namespace {

constexpr auto kLineEvery = std::chrono::milliseconds(200);
constexpr auto kJsonEvery = std::chrono::seconds(1);

}  // namespace

void Progress::article() {
  ++articles_;
  report(false);
}

void Progress::report(bool last) {
  if (watcher_) watcher_(articles_, rejected_);
  if (style_ == ProgressStyle::kNone) return;
  const Clock::time_point now = Clock::now();
  const auto every =
      style_ == ProgressStyle::kJson ? Clock::duration(kJsonEvery) : Clock::duration(kLineEvery);
  if (!last && now - last_ < every) return;
  last_ = now;
  const double seconds = std::chrono::duration<double>(now - began_).count();
  const double rate = seconds > 0 ? static_cast<double>(articles_) / seconds : 0;
  std::string text;
  if (style_ == ProgressStyle::kJson) {
    text =
        fmt::format(R"({{"articles":{},"rejected":{},"seconds":{:.1f},"rate":{:.1f},"done":{}}})",
                    articles_, rejected_, seconds, rate, last);
    text += '\n';
  } else {
    text = fmt::format("\r\033[K{} articles  {:.0f}/s  {} rejected", articles_, rate, rejected_);
    line_shown_ = true;
  }
  std::fwrite(text.data(), 1, text.size(), stderr);
}

void Progress::finish() {
  report(true);
  if (line_shown_) std::fputs("\r\033[K", stderr);
}

RejectList::~RejectList() {
  if (file_ != nullptr) std::fclose(file_);
}

base::Result<void> RejectList::open(const std::string& path) {
  if (path.empty()) return {};
  file_ = std::fopen(path.c_str(), "wb");
  if (file_ != nullptr) return {};
  return base::fail(base::ErrorCode::kIo, fmt::format("--rejects {}: {}; name a file that can be "
                                                      "written",
                                                      path, std::strerror(errno)));
}

void RejectList::add(const intake::Rejection& rejection, bool tell) {
  ++count_;
  if (into_ != nullptr) {
    if (into_->size() < kMostListed) into_->push_back(rejection);
    return;
  }
  if (tell && count_ <= kToldRejections) fmt::print(stderr, "parley: {}\n", rejection.message);
  if (tell && count_ == kToldRejections + 1) {
    fmt::print(stderr, "parley: more inputs were rejected; --rejects FILE lists them all\n");
  }
  if (file_ == nullptr) return;
  base::JsonWriter json;
  json.begin_object().field("input", rejection.input).field("offset", rejection.offset);
  json.field("reason", rejection.reason).field("message", rejection.message).end_object();
  fmt::print(file_, "{}\n", json.text());
}

}  // namespace parley::engine
