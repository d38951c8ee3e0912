#include "parley/search/query.h"

#include "parley/text/utf8.h"

namespace parley::search {
namespace {

bool has_word(std::string_view text) {
  for (const char c : text) {
    if (text::is_ascii_alpha(c) || text::is_ascii_digit(c) ||
        static_cast<unsigned char>(c) >= 0x80) {
      return true;
    }
  }
  return false;
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '\0') continue;
    out += c;
    if (c == '"') out += '"';
  }
  return out + '"';
}

}  // namespace

std::string to_expression(std::string_view query) {
  std::string wanted;
  std::string unwanted;
  std::size_t i = 0;
  while (i < query.size()) {
    if (text::is_ascii_space(query[i])) {
      ++i;
      continue;
    }
    const bool minus = query[i] == '-';
    if (minus) ++i;
    std::string_view term;
    bool prefix = false;
    if (i < query.size() && query[i] == '"') {
      const std::size_t end = query.find('"', i + 1);
      term = query.substr(i + 1, end == std::string_view::npos ? end : end - i - 1);
      i = end == std::string_view::npos ? query.size() : end + 1;
    } else {
      std::size_t end = i;
      while (end < query.size() && !text::is_ascii_space(query[end]) && query[end] != '"') ++end;
      term = query.substr(i, end - i);
      i = end;
      prefix = term.ends_with('*');
      if (prefix) term.remove_suffix(1);
    }
    if (!has_word(term)) continue;
    std::string& side = minus ? unwanted : wanted;
    if (!side.empty()) side += minus ? " OR " : " AND ";
    side += quoted(term);
    if (prefix) side += '*';
  }
  if (wanted.empty() || unwanted.empty()) return wanted;
  return "(" + wanted + ") NOT (" + unwanted + ")";
}

}  // namespace parley::search
