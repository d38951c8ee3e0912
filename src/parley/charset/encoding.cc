#include "parley/charset/encoding.h"

#include <array>
#include <cassert>
#include <string>
#include <unordered_map>

#include "parley/base/table.h"
#include "parley/text/utf8.h"

namespace parley::charset {
namespace {

struct Labels {
  std::array<std::string, kEncodings> names;
  std::unordered_map<std::string, Encoding> by_label;
};

const Labels& labels() {
  static const Labels kLabels = [] {
    Labels out;
    std::size_t at = 0;
    for (const base::TableRow& row : base::read_table("encodings")) {
      if (row.user || at == kEncodings) break;
      out.names[at] = row.at(0);
      std::string_view rest = row.at(1);
      while (!rest.empty()) {
        const std::size_t space = rest.find(' ');
        out.by_label.emplace(rest.substr(0, space), static_cast<Encoding>(at));
        rest.remove_prefix(space == std::string_view::npos ? rest.size() : space + 1);
      }
      ++at;
    }
    assert(at == kEncodings);
    return out;
  }();
  return kLabels;
}

}  // namespace

std::optional<Encoding> encoding_named(std::string_view label) {
  constexpr std::string_view kSpaces = "\t\n\f\r ";
  const std::size_t first = label.find_first_not_of(kSpaces);
  if (first == std::string_view::npos) return std::nullopt;
  label = label.substr(first, label.find_last_not_of(kSpaces) - first + 1);
  constexpr std::size_t kLongestLabel = 32;
  if (label.size() > kLongestLabel) return std::nullopt;
  const auto found = labels().by_label.find(text::ascii_lower(label));
  if (found == labels().by_label.end()) return std::nullopt;
  return found->second;
}

std::string_view name_of(Encoding encoding) {
  return labels().names[static_cast<std::size_t>(encoding)];
}

}  // namespace parley::charset
