#include "parley/analysis/quotations.h"

#include <cstdint>
#include <optional>

#include "parley/text/utf8.h"

namespace parley::analysis {
namespace {

using text::Span;

// A quotation that was not closed within this many bytes ends with its paragraph.
constexpr std::uint32_t kMaxOpenBytes = 4000;

enum class Mark : std::uint8_t { kNone, kDouble, kSingle };

struct Found {
  Mark mark = Mark::kNone;
  bool may_open = false;
  bool may_close = false;
};

bool is_space_at(std::string_view text, std::int64_t offset) {
  if (offset < 0 || offset >= static_cast<std::int64_t>(text.size())) return true;
  return text::is_ascii_space(text[static_cast<std::size_t>(offset)]);
}

Found classify(std::string_view text, Span span) {
  const std::string_view word = text.substr(span.start, span.size());
  if (word == "“" || word == "«" || word == "``" || word == "„")
    return {Mark::kDouble, true, false};
  if (word == "”" || word == "»" || word == "''") return {Mark::kDouble, false, true};
  const bool space_before = is_space_at(text, static_cast<std::int64_t>(span.start) - 1);
  const bool space_behind = is_space_at(text, span.end);
  const auto opens_after = [&] {
    if (span.start == 0) return true;
    const char before = text[span.start - 1];
    return before == '(' || before == '[' || before == '-' || before == '/' ||
           text.substr(0, span.start).ends_with("—") || text.substr(0, span.start).ends_with("–");
  };
  if (word == "\"") {
    const bool open = space_before || opens_after();
    return {Mark::kDouble, open && !(space_before && space_behind), !open || space_behind};
  }
  if (word == "‘") return {Mark::kSingle, true, false};
  if (word == "’" || word == "'") {
    return {Mark::kSingle, word == "'" && (space_before || opens_after()) && !space_behind,
            !space_before};
  }
  return {};
}

bool has_break(std::string_view between) { return between.find('\n') != std::string_view::npos; }

}  // namespace

std::vector<Quotation> find_quotations(std::string_view text, const std::vector<Token>& tokens) {
  std::vector<Quotation> result;
  std::optional<Span> open;
  Mark open_mark = Mark::kNone;
  bool continues = false;
  const auto close = [&](std::uint32_t inner_end, std::uint32_t outer_end, bool closed) {
    if (open && open->end < inner_end) {
      result.push_back({{open->start, outer_end}, {open->end, inner_end}, continues, closed});
    }
    open.reset();
  };
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Span span = tokens[i].span;
    const bool paragraph_start =
        i == 0 ||
        has_break(text.substr(tokens[i - 1].span.end, span.start - tokens[i - 1].span.end));
    const Found found = classify(text, span);
    bool goes_on = false;
    if (open && paragraph_start) {
      goes_on = found.mark == open_mark && found.may_open;
      // A single mark that is not closed in its paragraph was an apostrophe.
      if (open_mark == Mark::kSingle) {
        open.reset();
      } else {
        const std::uint32_t end = tokens[i - 1].span.end;
        close(end, end, false);
      }
    }
    if (open && span.end - open->start > kMaxOpenBytes) open.reset();
    if (found.mark == Mark::kNone) continue;
    if (open && found.mark == open_mark && found.may_close) {
      close(span.start, span.end, true);
    } else if (!open && found.may_open) {
      open = span;
      open_mark = found.mark;
      continues = goes_on;
    }
  }
  if (open && open_mark == Mark::kDouble)
    close(tokens.back().span.end, tokens.back().span.end, false);
  return result;
}

}  // namespace parley::analysis
