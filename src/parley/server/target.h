// The target of a request, taken apart: "/api/v1/positions?stance=offer&limit=5".
//
// A segment that is empty, "." or "..", a control character or a broken escape gives no target, and
// the request gets 404. An escaped slash or line break belongs to its segment:
// "/articles/2025%2Fa1" asks for the article "2025/a1". Nothing here touches a file: routes are
// compared segment by segment.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parley::server {

inline constexpr std::size_t kLongestTarget = 8192;  // bytes
inline constexpr std::size_t kMostParameters = 40;

struct Target {
  std::vector<std::string> path;  // decoded; empty for "/"
  std::vector<std::pair<std::string, std::string>> query;

  // The first parameter called `name`; "" where there is none.
  [[nodiscard]] std::string parameter(std::string_view name) const;
  [[nodiscard]] bool has(std::string_view name) const;
};

[[nodiscard]] std::optional<Target> parse_target(std::string_view target);

// `text` with everything but letters, digits and -._~ escaped: for a path or a query.
[[nodiscard]] std::string escape_part(std::string_view text);

}  // namespace parley::server
