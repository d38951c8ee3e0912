#include "parley/server/fetch_page.h"

#include <fmt/format.h>

#include <algorithm>

namespace parley::server {

std::expected<net::Response, std::string> PageFetcher::fetch(const std::string& address) {
  {
    const std::lock_guard guard(lock_);
    const auto now = Clock::now();
    std::erase_if(kept_, [&](const auto& one) { return now - one.second.since > kPageKept; });
    if (const auto found = kept_.find(address); found != kept_.end()) return found->second.page;
  }
  const auto read = net::read_web_address(address);
  if (!read) return std::unexpected(read.error().message);
  auto answer =
      fetcher_.fetch({.address = address,
                      .accept = "text/html, application/xhtml+xml, text/plain;q=0.8, */*;q=0.1"});
  if (!answer) return std::unexpected(answer.error().message);
  if (answer->status != 200) {
    return std::unexpected(fmt::format(
        "{}: answered with status {}; {}", read->text, answer->status,
        answer->status == 404 || answer->status == 410 ? "check the address"
                                                       : "save the page and drop the file"));
  }
  const std::lock_guard guard(lock_);
  if (kept_.size() >= kKeptPages) {
    kept_.erase(
        std::ranges::min_element(kept_, {}, [](const auto& one) { return one.second.since; }));
  }
  kept_.insert_or_assign(address, Kept{Clock::now(), *answer});
  return std::move(*answer);
}

void PageFetcher::forget(const std::string& address) {
  const std::lock_guard guard(lock_);
  kept_.erase(address);
}

}  // namespace parley::server
