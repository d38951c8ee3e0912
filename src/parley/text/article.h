// One report as Parley keeps it: its text, what is known of it, and what each piece of the page is.
//
// The text never changes after intake; every finding points into it by Span. "published" says how
// the date was come by. What was odd about the input is listed in `issues`; nothing is guessed
// silently. Reading bytes into articles is the work of intake.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parley/text/span.h"

namespace parley::text {

// The values are stored in records; never renumber.
enum class BlockRole : std::uint8_t {
  kHeadline = 0,
  kStandfirst = 1,
  kDateline = 2,
  kByline = 3,
  kBody = 4,
  kList = 5,
  kQuote = 6,
  kTable = 7,
  kCaption = 8,
  kCredit = 9,
  kRelated = 10,
  kComment = 11,
  kBoilerplate = 12,
};
[[nodiscard]] std::string_view name_of(BlockRole role);

struct Block {
  Span span;
  BlockRole role = BlockRole::kBody;

  friend bool operator==(const Block&, const Block&) = default;
};

enum class DatePrecision : std::uint8_t { kMinute = 0, kDay = 1, kMonth = 2, kYear = 3 };
[[nodiscard]] std::string_view name_of(DatePrecision precision);

enum class DateBasis : std::uint8_t {
  kNone = 0,
  kGiven = 1,     // the row or the user gave it
  kMetadata = 2,  // the page's metadata
  kUrl = 3,
  kByline = 4,
  kDateline = 5,
  kText = 6,
};
[[nodiscard]] std::string_view name_of(DateBasis basis);

struct Published {
  std::optional<std::string> value;  // ISO 8601, as precise as `precision` says
  DatePrecision precision = DatePrecision::kDay;
  DateBasis basis = DateBasis::kNone;

  friend bool operator==(const Published&, const Published&) = default;
};

// Something odd about the input that did not stop the work.
struct Issue {
  std::string kind;     // a stable word: "no-date", "broken-utf8", "repeated-line"
  std::string message;  // for a person
  std::optional<Span> span;

  friend bool operator==(const Issue&, const Issue&) = default;
};

// From byte `text` of the article on, the text stands at byte `source` of the page it was taken
// from, both running in step up to the next mark.
struct SourceMark {
  std::uint32_t text = 0;
  std::uint32_t source = 0;

  friend bool operator==(const SourceMark&, const SourceMark&) = default;
};

struct Article {
  std::string id;
  std::string input;  // path, address or archive record it came from
  std::optional<std::string> url;
  std::optional<std::string> outlet;
  std::optional<std::string> title;
  std::vector<std::string> authors;
  std::string language = "en";  // BCP 47; "und" where unknown
  Published published;
  std::string text;           // UTF-8, NFC, at most 4 GiB
  std::vector<Block> blocks;  // in text order, never overlapping
  std::vector<Issue> issues;
  std::vector<SourceMark> source;  // in text order; empty where the input is the text itself

  // The language where it is known.
  [[nodiscard]] std::optional<std::string_view> known_language() const {
    if (language.empty() || language == "und") return std::nullopt;
    return language;
  }
  [[nodiscard]] Span whole() const { return {0, static_cast<std::uint32_t>(text.size())}; }
  // The words at `span`; valid while this article lives. REQUIRES: whole().contains(span)
  [[nodiscard]] std::string_view at(Span span) const& {
    return std::string_view(text).substr(span.start, span.size());
  }
  std::string_view at(Span span) const&& = delete;

  // The role of the block that holds byte `offset`; kBody outside every block.
  [[nodiscard]] BlockRole role_at(std::uint32_t offset) const;

  // Where byte `offset` of the text stood in the page's UTF-8 bytes; none without `source`.
  [[nodiscard]] std::optional<std::uint32_t> source_of(std::uint32_t offset) const;
};

// True for the blocks that are the report's own words: dateline, body, list and quote.
[[nodiscard]] bool is_main_text(BlockRole role);

}  // namespace parley::text
