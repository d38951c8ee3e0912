#include "parley/times/find_times.h"

#include <array>

namespace parley::times {

std::string_view name_of(TimeType type) {
  constexpr std::array<std::string_view, 4> kNames = {"DATE", "TIME", "DURATION", "SET"};
  return kNames[static_cast<std::size_t>(type)];
}

std::string_view name_of(Anchor anchor) {
  constexpr std::array<std::string_view, 3> kNames = {"none", "published", "text"};
  return kNames[static_cast<std::size_t>(anchor)];
}

std::vector<TimeExpression> find_times(const text::Article&, const analysis::Analysis&) {
  return {};
}

}  // namespace parley::times
