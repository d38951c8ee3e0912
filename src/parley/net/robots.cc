#include "parley/net/robots.h"

#include <fmt/format.h>

#include <charconv>
#include <utility>

#include "parley/text/utf8.h"

namespace parley::net {
namespace {

constexpr std::size_t kMaxPatternBytes = 2048;

// True where `path` begins with what `pattern` asks. Each * is settled at its first fit, which is
// right for patterns that are met at any later place too; time is linear in the path for each *.
bool fits(std::string_view pattern, std::string_view path) {
  const bool whole = pattern.ends_with('$');
  if (whole) pattern.remove_suffix(1);
  std::size_t at = 0;
  bool first = true;
  while (true) {
    const std::size_t star = pattern.find('*');
    const std::string_view piece = pattern.substr(0, star);
    const bool last = star == std::string_view::npos;
    if (first) {
      if (!path.starts_with(piece)) return false;
      at = piece.size();
    } else if (last && whole) {
      return path.size() >= at + piece.size() && path.ends_with(piece);
    } else {
      const std::size_t found = path.find(piece, at);
      if (found == std::string_view::npos) return false;
      at = found + piece.size();
    }
    if (last) return !whole || at == path.size();
    first = false;
    pattern.remove_prefix(star + 1);
  }
}

int hex_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c = text::ascii_lower(c);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// Percent escapes in one spelling: "%7e" and "~" are the same path, "%2F" stays itself.
std::string one_spelling(std::string_view path) {
  std::string out;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const auto byte = static_cast<unsigned char>(path[i]);
    int value = -1;
    if (path[i] == '%' && i + 2 < path.size() && hex_of(path[i + 1]) >= 0 &&
        hex_of(path[i + 2]) >= 0) {
      value = hex_of(path[i + 1]) * 16 + hex_of(path[i + 2]);
      i += 2;
    } else if (byte >= 0x80) {
      value = byte;
    }
    const auto plain = static_cast<char>(value);
    if (value < 0) {
      out += path[i];
    } else if (text::is_ascii_alpha(plain) || text::is_ascii_digit(plain) ||
               std::string_view("-._~").find(plain) != std::string_view::npos) {
      out += plain;
    } else {
      out += fmt::format("%{:02X}", value);
    }
  }
  return out;
}

std::string home_of(const WebAddress& address) {
  return fmt::format("{}://{}:{}", address.scheme, address.host, address.port);
}

}  // namespace

RobotsRules RobotsRules::none() { return {}; }

RobotsRules RobotsRules::everything() {
  RobotsRules out;
  out.rules_.push_back({"/", false});
  return out;
}

RobotsRules RobotsRules::parse(std::string_view text, std::string_view agent) {
  RobotsRules ours, others;
  bool ours_named = false;
  bool in_ours = false, in_others = false;
  bool names_agents = false;  // the last line was a User-agent
  text = text.substr(0, kMaxRobotsBytes);
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    line = line.substr(0, line.find('#'));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string key = text::ascii_lower(text::trim(line.substr(0, colon)));
    const std::string_view value = text::trim(line.substr(colon + 1));
    if (key == "user-agent") {
      if (!names_agents) in_ours = in_others = false;
      names_agents = true;
      const std::string name = text::ascii_lower(value.substr(0, value.find('/')));
      if (name == "*") in_others = true;
      if (name == agent) in_ours = ours_named = true;
      continue;
    }
    const bool is_rule = key == "allow" || key == "disallow";
    if (!is_rule && key != "crawl-delay") continue;
    names_agents = false;
    for (RobotsRules* group : {in_ours ? &ours : nullptr, in_others ? &others : nullptr}) {
      if (group == nullptr) continue;
      int seconds = 0;
      if (is_rule && !value.empty() && value.size() <= kMaxPatternBytes &&
          group->rules_.size() < kMaxRobotsRules) {
        group->rules_.push_back({one_spelling(value), key == "allow"});
      } else if (!is_rule &&
                 std::from_chars(value.data(), value.data() + value.size(), seconds).ec ==
                     std::errc() &&
                 seconds > 0) {
        group->delay_ = std::chrono::seconds(seconds);
      }
    }
  }
  return ours_named ? ours : others;
}

bool RobotsRules::allows(std::string_view path) const {
  const std::string asked = one_spelling(path.empty() ? "/" : path);
  if (asked == "/robots.txt") return true;
  const Rule* best = nullptr;
  for (const Rule& rule : rules_) {
    if (best != nullptr && rule.pattern.size() < best->pattern.size()) continue;
    const bool wins = best == nullptr || rule.pattern.size() > best->pattern.size() || rule.allow;
    if (wins && fits(rule.pattern, asked)) best = &rule;
  }
  return best == nullptr || best->allow;
}

void RobotsCache::clear() {
  const std::scoped_lock lock(mutex_);
  rules_.clear();
}

std::expected<RobotsCache::Known, FetchError> RobotsCache::fetch_rules(const WebAddress& address) {
  const auto answer = fetcher_.fetch({.address = home_of(address) + "/robots.txt",
                                      .accept = "text/plain, */*;q=0.1",
                                      .max_bytes = kMaxRobotsBytes,
                                      .cut = true});
  if (!answer) {
    // A refused address or a stop is no word of the host.
    const FetchFault fault = answer.error().fault;
    if (fault == FetchFault::kRefused || fault == FetchFault::kStopped ||
        fault == FetchFault::kAskedToWait) {
      return std::unexpected(answer.error());
    }
    return Known{RobotsRules::everything(), std::string(reason_of(fault))};
  }
  if (answer->status >= 200 && answer->status < 300) {
    return Known{RobotsRules::parse(answer->body, agent_), ""};
  }
  if (answer->status == 429 || answer->status >= 500) {
    return Known{RobotsRules::everything(), fmt::format("status {}", answer->status)};
  }
  return Known{RobotsRules::none(), ""};
}

std::expected<void, FetchError> RobotsCache::look(const WebAddress& address) {
  const std::string home = home_of(address);
  std::optional<Known> known;
  {
    const std::scoped_lock lock(mutex_);
    if (const auto found = rules_.find(home); found != rules_.end()) known = found->second;
  }
  if (!known) {
    auto fetched = fetch_rules(address);
    if (!fetched) return std::unexpected(fetched.error());
    known = std::move(*fetched);
    if (const auto delay = known->rules.crawl_delay()) {
      fetcher_.gate().slow_down(address.host, *delay);
    }
    const std::scoped_lock lock(mutex_);
    rules_.insert_or_assign(home, *known);
  }
  if (known->rules.allows(address.path)) return {};
  return std::unexpected(FetchError{
      FetchFault::kRobots,
      known->why.empty()
          ? address.text + ": the host's robots.txt asks not to fetch it"
          : fmt::format("{}: not fetched, for the host's robots.txt cannot be had ({}); try again "
                        "later",
                        address.text, known->why)});
}

}  // namespace parley::net
