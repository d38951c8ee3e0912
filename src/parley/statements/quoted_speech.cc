#include "parley/statements/quoted_speech.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "parley/statements/edges.h"

namespace parley::statements {

using analysis::Attribution;

namespace {

constexpr std::uint32_t kMinQuote = 3;      // tokens of a quotation that is a statement by itself
constexpr std::uint32_t kMaxSignature = 8;  // tokens, from the dash on

}  // namespace

namespace {

bool same_paragraph(const Words& words, std::uint32_t from, std::uint32_t to) {
  const std::string_view between = std::string_view(words.article().text).substr(from, to - from);
  return between.find('\n') == std::string_view::npos;
}

}  // namespace

// “A,” he said. “B.”: B is his too, where it follows in the same paragraph and no other cue takes
// it. So is a quotation that goes on from the paragraph before.
void extend_quotations(const Words& words, std::vector<Attribution>& found) {
  const std::vector<analysis::Quotation>& quotations = words.analysis().quotations;
  std::vector<std::int32_t> owner(quotations.size(), -1);
  for (std::size_t i = 0; i < found.size(); ++i) {
    for (const text::Span span : found[i].content) {
      const TokenRange range = words.range(span);
      for (std::uint32_t t = range.first; t < range.end; ++t) {
        const std::int32_t quotation = words.quotation(t);
        if (quotation >= 0 && owner[static_cast<std::size_t>(quotation)] < 0) {
          owner[static_cast<std::size_t>(quotation)] = static_cast<std::int32_t>(i);
        }
      }
    }
  }
  for (std::size_t q = 1; q < quotations.size(); ++q) {
    if (owner[q] >= 0 || owner[q - 1] < 0) continue;
    const auto holder = static_cast<std::size_t>(owner[q - 1]);
    const TokenRange range = words.range(quotations[q].inner);
    if (range.size() < kMinQuote) continue;
    const std::uint32_t end = quotations[q - 1].outer.end;
    const std::uint32_t start = quotations[q].outer.start;
    bool follows = quotations[q].continues;
    if (!follows && start > end && same_paragraph(words, end, start)) {
      // Between the two there is only the source and the cue.
      const TokenRange gap = words.range({end, start});
      follows = gap.size() < 40;
      std::uint32_t sentence_ends = 0;
      for (std::uint32_t t = gap.first; t < gap.end; ++t) {
        if (words.at(t) == "." || words.at(t) == "?" || words.at(t) == "!") ++sentence_ends;
      }
      const std::uint32_t first = words.range(quotations[q].outer).first;
      const bool at_start = words.sentence_range(words.sentence(first)).first == first;
      follows = follows && sentence_ends <= 1 && at_start;
    }
    if (!follows) continue;
    owner[q] = owner[q - 1];
    found[holder].content.push_back(quotations[q].inner);
  }
}

// What stands inside a quotation is a statement inside a statement; where nobody is known to say
// the quotation, its inside is left alone.
void drop_unheld(const Words& words, std::vector<Attribution>& found) {
  std::vector<bool> held(words.analysis().quotations.size(), false);
  const auto quotation_of = [&](text::Span span) -> std::int32_t {
    const TokenRange range = words.range(span);
    return range.empty() ? -1 : words.quotation(range.first);
  };
  for (const Attribution& attribution : found) {
    if (attribution.cue.empty() || quotation_of(attribution.cue.front()) >= 0) continue;
    for (const text::Span span : attribution.content) {
      const TokenRange range = words.range(span);
      for (std::uint32_t t = range.first; t < range.end; ++t) {
        if (words.quotation(t) >= 0) held[static_cast<std::size_t>(words.quotation(t))] = true;
      }
    }
  }
  std::erase_if(found, [&](const Attribution& attribution) {
    if (attribution.cue.empty()) return false;
    const std::int32_t quotation = quotation_of(attribution.cue.front());
    return quotation >= 0 && !held[static_cast<std::size_t>(quotation)];
  });
}

// A post copied into the report: its text, a dash, who wrote it and the account. "The port is open.
// — Ana Velm (@velm)" has no cue; the signature is the source.
void add_posts(const Words& words, std::vector<Attribution>& found) {
  const std::string_view text = words.article().text;
  for (std::uint32_t t = 1; t + 3 < words.size(); ++t) {
    const std::string_view dash = words.at(t);
    if ((dash != "—" && dash != "–" && dash != "--") || !words.is_capital(t + 1)) continue;
    std::uint32_t end = t + 1;
    while (end < words.size() && words.is_capital(end) && end - t < kMaxSignature) ++end;
    if (end + 1 >= words.size() || words.at(end) != "(") continue;
    const std::uint32_t account = words.span(end).end;
    if (account >= text.size() || text[account] != '@') continue;
    const std::uint32_t before = words.span(t).start;
    const std::size_t line = text.rfind('\n', before);
    const auto start = line == std::string_view::npos ? 0U : static_cast<std::uint32_t>(line + 1);
    const text::Span content = trim_content(words, {start, before});
    if (content.empty() || words.range(content).size() < kMinQuote) continue;
    const text::Span source = words.span(TokenRange{t + 1, end});
    Attribution post{.source = {source}, .cue = {}, .content = {content}, .confidence = 0.8F};
    found.push_back(std::move(post));
  }
}

}  // namespace parley::statements
